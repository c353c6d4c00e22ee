package lianhu.core.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;
import lianhu.core.sms.MobileNumber;

/** The telephone numbers of posts and offices, as the roster has them now. */
@ApplicationScoped
public final class RosterNumbers {
    private final PostDirectory postDirectory;
    private final Departments departments;

    public RosterNumbers(PostDirectory postDirectory, Departments departments) {
        this.postDirectory = postDirectory;
        this.departments = departments;
    }

    /** A number that can get an SMS; empty for none, for a landline, and for groups and reporters. */
    public Optional<String> findMobile(Recipient recipient) {
        return MobileNumber.parse(find(recipient));
    }

    /** As it is written; empty for none, and for groups and reporters. */
    public String find(Recipient recipient) {
        return switch (recipient) {
            case Recipient.PostHolder holder ->
                postDirectory.find(holder.post()).map(Post::phone).orElse("").strip();
            case Recipient.DepartmentContact office ->
                departments
                        .find(office.department())
                        .map(Department::phone)
                        .orElse("")
                        .strip();
            case Recipient.Group group -> "";
            case Recipient.Reporter reporter -> "";
            case Recipient.PlainGroup group -> "";
        };
    }
}
