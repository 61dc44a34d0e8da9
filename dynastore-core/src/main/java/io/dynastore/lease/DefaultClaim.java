package io.dynastore.lease;

import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.internal.Texts;
import java.util.Objects;

/** A claim on an entry of a partition. */
record DefaultClaim<V>(Partition<V> work, Entry<V> entry, Lease lease) implements Claim<V> {
    @Override
    public void complete(Entry<V> latest) {
        if (!Objects.equals(latest.key(), entry.key())) {
            throw new IllegalArgumentException("The entry " + Texts.quote(latest.key())
                    + " is not the one that was claimed. Complete the claim with the entry "
                    + Texts.quote(entry.key()) + ".");
        }
        work.table().store().transact(tx -> tx.check(lease).delete(work, latest));
        lease.close();
    }

    @Override
    public void abandon() {
        lease.close();
    }

    @Override
    public String toString() {
        return "Claim[" + Texts.escape(entry.key()) + ", " + lease + "]";
    }
}
