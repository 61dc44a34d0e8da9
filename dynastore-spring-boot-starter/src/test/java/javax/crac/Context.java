package javax.crac;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Notifies resources, to which it has weak references, in the order that the specification demands. */
public final class Context {
    private final List<WeakReference<Resource>> resources = new ArrayList<>();

    Context() {}

    public synchronized void register(Resource resource) {
        resources.add(new WeakReference<>(resource));
    }

    /** Forgets the resources of earlier tests, of which the garbage collector may have left some. */
    public synchronized void clear() {
        resources.clear();
    }

    synchronized List<Resource> lastFirst() {
        List<Resource> all = new ArrayList<>(resources.stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .toList());
        Collections.reverse(all);
        return all;
    }
}
