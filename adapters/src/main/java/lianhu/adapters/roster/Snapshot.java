package lianhu.adapters.roster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.AreaTree;
import lianhu.core.notice.Binding;
import lianhu.core.people.Post;
import lianhu.core.people.PostBook;
import lianhu.core.people.PostId;
import lianhu.core.routing.Department;

/** The roster as it was at one version, indexed for the ways it is asked. Never changes. */
final class Snapshot {
    final long version;
    final AreaTree areas;
    final PostBook posts;
    final Map<String, List<Post>> postsByUser;
    final List<Department> departments;
    final Map<String, Department> departmentsById = new HashMap<>();
    final List<Binding> bindings;
    final Map<String, Binding> bindingsByChat = new HashMap<>();
    final Map<AreaCode, Binding> plainGroups = new HashMap<>();
    final Map<AreaCode, Binding> customerGroups = new HashMap<>();
    final Map<String, Post> holders = new HashMap<>();
    final Map<PostId, String> tokens;

    Snapshot(
            long version,
            List<Area> areas,
            List<Post> posts,
            List<Department> departments,
            List<Binding> bindings,
            Map<PostId, String> tokens) {
        this.version = version;
        this.areas = new AreaTree(areas);
        this.posts = new PostBook(posts);
        this.postsByUser =
                posts.stream().filter(post -> !post.userId().isEmpty()).collect(Collectors.groupingBy(Post::userId));
        this.departments = List.copyOf(departments);
        this.bindings = List.copyOf(bindings);
        this.tokens = Map.copyOf(tokens);
        departments.forEach(department -> departmentsById.put(department.id(), department));
        bindings.forEach(binding -> {
            bindingsByChat.put(binding.chat(), binding);
            switch (binding.tier()) {
                case PLAIN -> plainGroups.put(binding.area(), binding);
                case CUSTOMER -> customerGroups.putIfAbsent(binding.area(), binding);
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
