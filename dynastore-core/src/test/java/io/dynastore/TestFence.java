package io.dynastore;

/** A lease that a test holds, or has lost; it counts how often it was asked. */
final class TestFence implements Fence {
    static final String NAME = "leader";

    private final Partition<?> partition;
    private final long token;
    boolean lost;
    int asked;

    TestFence(Partition<?> partition, long token) {
        this.partition = partition;
        this.token = token;
    }

    @Override
    public long token() {
        return token;
    }

    @Override
    public Partition<?> partition() {
        return partition;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String owner() {
        return "owner of " + token;
    }

    @Override
    public void ensureHeld() {
        asked++;
        if (lost) {
            throw new Lost(this);
        }
    }

    /** What the fence throws when it is lost. */
    static final class Lost extends DynaStoreException {
        private static final long serialVersionUID = 1L;

        private Lost(TestFence fence) {
            super(fence.partition.table().name(), fence.partition.name(), NAME, "Lost", null);
        }
    }
}
