package io.dynastore;

import java.util.Optional;

/**
 * An object that can be reached through a proxy or a wrapper around it. Transactions, work claims and elections call this to find
 * the partition or the leases that dynastore created, so proxies of Spring, such as those of {@code @Lazy}, are accepted there. A
 * class that wraps a {@link Partition} or {@link io.dynastore.lease.Leases} implements the method by calling that of the wrapped
 * object.
 */
public interface Unwrappable {
    /**
     * Returns this object as one of another type, if it has that type or if a proxy or wrapper hides one that has it.
     *
     * @param <T> the type
     * @param type the class or interface
     * @return the object; empty if neither this object nor one that it hides has the type
     */
    default <T> Optional<T> unwrap(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }
}
