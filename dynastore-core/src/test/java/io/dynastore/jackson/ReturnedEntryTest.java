package io.dynastore.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dynastore.DynaStore;
import io.dynastore.Entry;
import io.dynastore.Partition;
import io.dynastore.Table;
import io.dynastore.TestDynamoDb;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The entry that a write returns is the stored one but for its value, which is the one that was given. */
class ReturnedEntryTest {
    private static final Table TABLE =
            DynaStore.create(TestDynamoDb.client(TestDynamoDb.http())).table(TestDynamoDb.uniqueName("Returned"));

    static {
        TABLE.createIfAbsent();
    }

    record Meeting(OffsetDateTime at) {}

    record Flight(ZonedDateTime departure) {}

    record User(
            String name,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            String password) {}

    record Cached(String name, @JsonIgnore String cache) {}

    record Same(BigDecimal amount, List<String> tags) {}

    private static <T> void check(Class<T> type, T given, T readBack) {
        Partition<T> partition = TABLE.partition(TestDynamoDb.uniqueName("p"), JsonCodec.of(type));

        Entry<T> created = partition.create("k", given);
        Entry<T> updated = partition.update(created, given);
        Entry<T> put = partition.put("k", given);
        Entry<T> read = partition.get("k");

        assertThat(List.of(created.value(), updated.value(), put.value())).containsOnly(given);
        assertThat(read.value()).isEqualTo(readBack);
        assertThat(read.revision()).isEqualTo(put.revision());
        assertThat(read.fields()).isEqualTo(put.fields());
        assertThat(partition.update(read, readBack).version()).isEqualTo(4);
    }

    @Test
    void anOffsetIsNotKept() {
        check(
                Meeting.class,
                new Meeting(OffsetDateTime.parse("2026-01-31T09:00:00+05:00")),
                new Meeting(OffsetDateTime.parse("2026-01-31T04:00:00Z")));
    }

    @Test
    void norIsAZone() {
        check(
                Flight.class,
                new Flight(ZonedDateTime.parse("2026-01-31T09:00:00+01:00[Europe/Paris]")),
                new Flight(ZonedDateTime.parse("2026-01-31T08:00:00Z")));
    }

    @Test
    void norIsWhatIsOnlyReadFromJson() {
        check(User.class, new User("ada", "secret"), new User("ada", null));
    }

    @Test
    void norIsWhatIsIgnored() {
        check(Cached.class, new Cached("ada", "cached"), new Cached("ada", null));
    }

    @Test
    void everythingElseIs() {
        Same same = new Same(new BigDecimal("1.50"), List.of("a", "b"));
        check(Same.class, same, same);
    }
}
