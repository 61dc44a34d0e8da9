package io.dynastore.embedded.model;

import java.util.List;
import java.util.Set;

/** Names of attributes, so few that they occur again. */
final class Names {
    /** The names that need no placeholder. */
    static final Set<String> CAN_BE_WRITTEN =
            Set.of("pk", "sk", "gh", "gs", "lr", "aa", "nn", "tt", "ll", "mm", "k1", "k2", "A_1");

    /** The attributes besides the keys; {@link RandomValues} chooses their usual types. */
    static final List<String> ATTRIBUTES =
            List.of("aa", "nn", "tt", "ll", "mm", "A_1", "size", "x-y", "mm.k1", "größe");

    /** The members of maps. */
    static final List<String> MEMBERS = List.of("k1", "k2", "and", "0");

    private Names() {}
}
