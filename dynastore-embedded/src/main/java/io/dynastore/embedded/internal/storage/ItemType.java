package io.dynastore.embedded.internal.storage;

import io.dynastore.embedded.internal.value.Bytes;
import io.dynastore.embedded.internal.value.Item;
import io.dynastore.embedded.internal.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The type of items in the pages of a store. A page in memory contains them as objects, and only a file as bytes. */
final class ItemType extends BasicDataType<Item> {
    static final ItemType INSTANCE = new ItemType();

    private static final int OBJECT_OVERHEAD = 200;

    private ItemType() {}

    @Override
    public int getMemory(Item item) {
        return OBJECT_OVERHEAD + 2 * item.size();
    }

    @Override
    public Item[] createStorage(int size) {
        return new Item[size];
    }

    @Override
    public void write(WriteBuffer out, Item item) {
        writeMembers(out, item.attributes());
    }

    @Override
    public Item read(ByteBuffer in) {
        return new Item(readMembers(in));
    }

    private static void write(WriteBuffer out, Value value) {
        if (value instanceof Value.Text text) {
            out.put((byte) 'S');
            writeText(out, text.text());
        } else if (value instanceof Value.Num number) {
            out.put((byte) 'N');
            writeNumber(out, number.number());
        } else if (value instanceof Value.Binary binary) {
            out.put((byte) 'B');
            writeBytes(out, binary.bytes().array());
        } else if (value instanceof Value.Bool bool) {
            out.put((byte) (bool.truth() ? 't' : 'f'));
        } else if (value instanceof Value.Null) {
            out.put((byte) '0');
        } else if (value instanceof Value.Array array) {
            out.put((byte) 'L');
            writeAll(out, array.elements(), ItemType::write);
        } else if (value instanceof Value.Document document) {
            out.put((byte) 'M');
            writeMembers(out, document.members());
        } else {
            writeSet(out, value);
        }
    }

    private static void writeSet(WriteBuffer out, Value value) {
        if (value instanceof Value.TextSet set) {
            out.put((byte) 's');
            writeAll(out, set.texts(), ItemType::writeText);
        } else if (value instanceof Value.NumSet set) {
            out.put((byte) 'n');
            writeAll(out, set.numbers(), ItemType::writeNumber);
        } else if (value instanceof Value.BinarySet set) {
            out.put((byte) 'b');
            writeAll(out, set.elements(), (buffer, bytes) -> writeBytes(buffer, bytes.array()));
        } else {
            throw new IllegalArgumentException("Unknown type " + value.type());
        }
    }

    private static Value readValue(ByteBuffer in) {
        byte type = in.get();
        return switch (type) {
            case 'S' -> new Value.Text(readText(in));
            case 'N' -> new Value.Num(readNumber(in));
            case 'B' -> new Value.Binary(new Bytes(readBytes(in)));
            case 't' -> new Value.Bool(true);
            case 'f' -> new Value.Bool(false);
            case '0' -> new Value.Null();
            case 'L' -> new Value.Array(readAll(in, ItemType::readValue));
            case 'M' -> new Value.Document(readMembers(in));
            case 's' -> new Value.TextSet(readSet(in, ItemType::readText));
            case 'n' -> new Value.NumSet(readSet(in, ItemType::readNumber));
            case 'b' -> new Value.BinarySet(readSet(in, buffer -> new Bytes(readBytes(buffer))));
            default -> throw new IllegalStateException("Unknown type of a value: " + type);
        };
    }

    private static void writeMembers(WriteBuffer out, Map<String, Value> members) {
        out.putVarInt(members.size());
        members.forEach((name, value) -> {
            writeText(out, name);
            write(out, value);
        });
    }

    private static Map<String, Value> readMembers(ByteBuffer in) {
        int size = DataUtils.readVarInt(in);
        Map<String, Value> members = new LinkedHashMap<>(size * 2);
        for (int count = 0; count < size; count++) {
            members.put(readText(in), readValue(in));
        }
        return members;
    }

    private static <T> void writeAll(WriteBuffer out, Collection<T> elements, BiConsumer<WriteBuffer, T> writer) {
        out.putVarInt(elements.size());
        elements.forEach(element -> writer.accept(out, element));
    }

    private static <T> List<T> readAll(ByteBuffer in, Function<ByteBuffer, T> reader) {
        int size = DataUtils.readVarInt(in);
        List<T> elements = new ArrayList<>(size);
        for (int count = 0; count < size; count++) {
            elements.add(reader.apply(in));
        }
        return elements;
    }

    private static <T> Set<T> readSet(ByteBuffer in, Function<ByteBuffer, T> reader) {
        return new LinkedHashSet<>(readAll(in, reader));
    }

    private static void writeText(WriteBuffer out, String text) {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readText(ByteBuffer in) {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeNumber(WriteBuffer out, BigDecimal number) {
        writeBytes(out, number.unscaledValue().toByteArray());
        out.putInt(number.scale());
    }

    private static BigDecimal readNumber(ByteBuffer in) {
        return new BigDecimal(new BigInteger(readBytes(in)), in.getInt());
    }

    private static void writeBytes(WriteBuffer out, byte[] bytes) {
        out.putVarInt(bytes.length);
        out.put(bytes);
    }

    private static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return bytes;
    }
}
