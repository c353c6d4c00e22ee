package lianhu.adapters.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.notice.GroupBinding;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Department;

/** The immutable roster of one version, indexed for its queries. */
final class RosterSnapshot {
    final long version;
    final AreaTree areas;
    final InMemoryPostDirectory posts;
    final Map<String, List<Post>> postsByUser;
    final List<Department> departments;
    final Map<String, Department> departmentsById = new HashMap<>();
    final List<GroupBinding> groupBindings;
    final Map<String, GroupBinding> bindingsByChat = new HashMap<>();
    final Map<AreaCode, GroupBinding> plainGroups = new HashMap<>();
    final Map<AreaCode, GroupBinding> customerGroups = new HashMap<>();
    final Map<String, Post> holders = new HashMap<>();
    final Map<PostId, String> tokens;
    final List<String> unreadable;

    RosterSnapshot(
            long version,
            List<Area> areas,
            List<Post> posts,
            List<Department> departments,
            List<GroupBinding> groupBindings,
            Map<PostId, String> tokens,
            List<String> unreadable) {
        this.version = version;
        this.areas = new AreaTree(areas);
        this.posts = new InMemoryPostDirectory(posts);
        this.postsByUser =
                posts.stream().filter(post -> !post.userId().isEmpty()).collect(Collectors.groupingBy(Post::userId));
        this.departments = List.copyOf(departments);
        this.groupBindings = List.copyOf(groupBindings);
        this.tokens = Map.copyOf(tokens);
        this.unreadable = List.copyOf(unreadable);
        departments.forEach(department -> departmentsById.put(department.id(), department));
        groupBindings.forEach(groupBinding -> {
            bindingsByChat.put(groupBinding.chat(), groupBinding);
            switch (groupBinding.tier()) {
                case PLAIN -> plainGroups.put(groupBinding.area(), groupBinding);
                case CUSTOMER -> customerGroups.putIfAbsent(groupBinding.area(), groupBinding);
                case INTERNAL -> {}
            }
        });
        posts.forEach(post -> {
            String token = tokens.get(post.id());
            if (token != null) {
                holders.put(token, post);
            }
        });
    }
}
