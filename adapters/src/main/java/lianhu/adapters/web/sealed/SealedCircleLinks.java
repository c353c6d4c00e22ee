package lianhu.adapters.web.sealed;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.county.County;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.catalogue.SealedCircle;
import lianhu.core.routing.Department;
import lianhu.core.routing.Departments;

/**
 * The links of the bodies that open sealed tickets. A link is a credential and is printed on the gateway's own machine only,
 * never on a page of the desk. A higher {@code link} in {@code county.yaml} makes new ones.
 */
@Singleton
public final class SealedCircleLinks {
    private final SealedCircle circle;
    private final Departments departments;
    private final FieldEncryption fieldEncryption;

    @Inject
    SealedCircleLinks(County county, Departments departments, FieldEncryption fieldEncryption) {
        this(county.profile().sealedCircle(), departments, fieldEncryption);
    }

    public SealedCircleLinks(SealedCircle circle, Departments departments, FieldEncryption fieldEncryption) {
        this.circle = circle;
        this.departments = departments;
        this.fieldEncryption = fieldEncryption;
    }

    /** The departments of the circle; a city has one for each of its counties. */
    public List<Department> bodies() {
        return departments.all().stream()
                .filter(one -> circle.contains(one.id()))
                .toList();
    }

    /** Whose link it is. All links are compared, so that the time tells nothing. */
    Optional<Department> find(String token) {
        byte[] given = token.getBytes(StandardCharsets.US_ASCII);
        Optional<Department> found = Optional.empty();
        for (Department body : bodies()) {
            if (MessageDigest.isEqual(given, token(body).getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(body);
            }
        }
        return found;
    }

    /** The path of the page, for the person who opens sealed tickets there. */
    public String path(Department body) {
        return "/sealed/" + token(body);
    }

    private String token(Department body) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(fieldEncryption.linkToken("sealed:" + body.id() + ":" + circle.link()));
    }
}
