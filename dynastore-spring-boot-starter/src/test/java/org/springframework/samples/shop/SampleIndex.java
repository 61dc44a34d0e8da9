package org.springframework.samples.shop;

import io.dynastore.spring.watch.OnChange;
import io.dynastore.watch.Change;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** An application in a package below Spring's own, as Spring's samples are. */
@Component
public class SampleIndex {
    public final List<String> keys = new ArrayList<>();

    @OnChange(partition = "customers", group = "sample")
    void index(Change<String> change) {
        keys.add(change.key());
    }
}
