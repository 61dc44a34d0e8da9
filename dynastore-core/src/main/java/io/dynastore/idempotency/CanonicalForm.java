package io.dynastore.idempotency;

import io.dynastore.Codec;
import io.dynastore.CodecException;
import io.dynastore.internal.Sha256;
import io.dynastore.internal.Texts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Hashes values of DynamoDB, so that equal values have equal hashes, whatever the order of the elements of a set or of the members
 * of a map is. A value is a tag and the hash of its content; a compound value is the hash of its parts.
 */
final class CanonicalForm {
    private CanonicalForm() {}

    static <T> Fingerprint of(T request, Codec<? super T> codec) {
        Objects.requireNonNull(request, "request");
        try {
            return Fingerprint.stored(hash(Objects.requireNonNull(codec.encode(request), "payload")));
        } catch (CodecException e) {
            throw new IllegalArgumentException("The request has no fingerprint: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // Neither its message nor a cause is passed on: they may quote the request.
            throw new IllegalArgumentException("The request has no fingerprint: the codec " + codec + " threw "
                    + e.getClass().getName() + ". Use the request's bytes, or another codec.");
        }
    }

    private static byte[] hash(AttributeValue value) {
        return switch (value.type()) {
            case S -> hash("S", List.of(bytes(value.s())));
            case N -> hash("N", List.of(number(value.n())));
            case B -> hash("B", List.of(value.b().asByteArrayUnsafe()));
            case BOOL -> hash("BOOL", List.of(bytes(value.bool().toString())));
            case NUL -> hash("NULL", List.of());
            case L -> hash("L", value.l().stream().map(CanonicalForm::hash).toList());
            case M -> map(value.m());
            case SS -> set("SS", value.ss().stream().map(CanonicalForm::bytes).toList());
            case NS -> set("NS", value.ns().stream().map(CanonicalForm::number).toList());
            case BS -> set("BS", value.bs().stream().map(SdkBytes::asByteArray).toList());
            default -> throw new CodecException("the payload has the unknown type " + value.type(), null);
        };
    }

    private static byte[] map(Map<String, AttributeValue> members) {
        MessageDigest digest = begin("M");
        new TreeMap<>(members).forEach((name, value) -> {
            Sha256.add(digest, bytes(name));
            Sha256.add(digest, hash(value));
        });
        return digest.digest();
    }

    private static byte[] set(String tag, Collection<byte[]> elements) {
        return hash(tag, elements.stream().sorted(Arrays::compareUnsigned).toList());
    }

    private static byte[] hash(String tag, List<byte[]> parts) {
        MessageDigest digest = begin(tag);
        parts.forEach(part -> Sha256.add(digest, part));
        return digest.digest();
    }

    private static MessageDigest begin(String tag) {
        MessageDigest digest = Sha256.digest();
        Sha256.add(digest, bytes(tag));
        return digest;
    }

    private static byte[] number(String number) {
        BigDecimal value = new BigDecimal(number);
        return bytes(value.signum() == 0 ? "0" : value.stripTrailingZeros().toString());
    }

    private static byte[] bytes(String text) {
        if (Texts.utf8Length(text) < 0) {
            throw new CodecException("the payload is not valid Unicode: it has an unpaired surrogate", null);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
