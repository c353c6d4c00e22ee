package lianhu.core.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;

/** The telephone numbers of posts and offices, as the roster has them now. */
@ApplicationScoped
public final class RosterNumbers {
    private final PostDirectory postDirectory;
    private final Departments departments;

    public RosterNumbers(PostDirectory postDirectory, Departments departments) {
        this.postDirectory = postDirectory;
        this.departments = departments;
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
