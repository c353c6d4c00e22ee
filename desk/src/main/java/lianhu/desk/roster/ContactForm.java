package lianhu.desk.roster;

import java.util.Optional;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Contact;
import org.jspecify.annotations.Nullable;

/**
 * What a member of staff typed into the form of a post or a department.
 *
 * @param name empty for a department
 */
record ContactForm(String name, String phone, String account) {
    private static final int MAX_NAME_LENGTH = 20;

    static ContactForm of(@Nullable String name, @Nullable String phone, @Nullable String account) {
        return new ContactForm(
                TextSanitizer.singleLine(name), TextSanitizer.singleLine(phone), TextSanitizer.singleLine(account));
    }

    static ContactForm of(Contact contact) {
        return new ContactForm(contact.name(), contact.phone(), contact.userId());
    }

    Contact contact() {
        return new Contact(name, phone, account);
    }

    Optional<String> problemOfPost() {
        return name.isEmpty() || TextSanitizer.length(name) > MAX_NAME_LENGTH
                ? Optional.of("姓名要写，" + MAX_NAME_LENGTH + " 个字以内。人走了还没有新的，请用下面的“先空着”。")
                : problemOfContact();
    }

    Optional<String> problemOfContact() {
        if (!phone.isEmpty() && !Contact.isPhone(phone)) {
            return Optional.of("电话只能有数字和短横，5 到 20 位，例如 15400001234；没有就空着。");
        }
        return !account.isEmpty() && !Contact.isUserId(account)
                ? Optional.of("企业微信账号是通讯录里的“账号”，不是姓名，只有字母、数字和 . _ - @，例如 wang.xiao；没有就空着。")
                : Optional.empty();
    }
}
