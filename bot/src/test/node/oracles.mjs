// Asks WeCom's own two packages to seal and to open, one JSON object a line in, one a line out, in the same order.
// {"by":"crypto"|"sdk","do":"seal","token","key","receiveId","timestamp","nonce","plain"} → {"encrypt","signature"}
// {"by":"crypto"|"sdk","do":"open","token","key","receiveId","timestamp","nonce","encrypt","signature"} → {"plain"}
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const crypto = require('@wecom/crypto');
const { WecomCrypto } = require('@wecom/aibot-node-sdk');

const oracles = {
  crypto: {
    seal({ token, key, receiveId, timestamp, nonce, plain }) {
      const encrypt = crypto.encrypt(key, plain, receiveId);
      return { encrypt, signature: crypto.getSignature(token, timestamp, nonce, encrypt) };
    },
    open({ token, key, receiveId, timestamp, nonce, encrypt, signature }) {
      if (crypto.getSignature(token, timestamp, nonce, encrypt) !== signature) throw new Error('signature');
      const { message, id } = crypto.decrypt(key, encrypt);
      if (id !== receiveId) throw new Error('receiveid');
      return { plain: message };
    },
  },
  sdk: {
    seal({ token, key, receiveId, timestamp, nonce, plain }) {
      return new WecomCrypto(token, key, receiveId).encrypt(plain, timestamp, nonce);
    },
    open({ token, key, receiveId, timestamp, nonce, encrypt, signature }) {
      const sdk = new WecomCrypto(token, key, receiveId);
      if (!sdk.verifySignature(signature, timestamp, nonce, encrypt)) throw new Error('signature');
      return { plain: sdk.decrypt(encrypt) };
    },
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let answer;
  try {
    answer = oracles[asked.by][asked.do](asked);
  } catch (refused) {
    answer = { refused: String(refused.message) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
