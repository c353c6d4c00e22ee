package lianhu.bot.wecom.callback;

/** An encrypted reply in the two formats WeCom reads. No part needs escaping: base64, hex, digits and a checked nonce. */
record EncryptedReply(String encrypt, String signature, String timestamp, String nonce) {

    /** For smart robots. */
    String json() {
        return "{\"encrypt\":\"" + encrypt + "\",\"msgsignature\":\"" + signature + "\",\"timestamp\":" + timestamp
                + ",\"nonce\":\"" + nonce + "\"}";
    }

    /** For applications. */
    String xml() {
        return "<xml><Encrypt><![CDATA[" + encrypt + "]]></Encrypt><MsgSignature><![CDATA[" + signature
                + "]]></MsgSignature><TimeStamp>" + timestamp + "</TimeStamp><Nonce><![CDATA[" + nonce
                + "]]></Nonce></xml>";
    }
}
