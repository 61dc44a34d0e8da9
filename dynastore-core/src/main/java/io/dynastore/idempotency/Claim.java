package io.dynastore.idempotency;

import io.dynastore.internal.RequestTime;
import software.amazon.awssdk.core.SdkBytes;

/**
 * An attempt that has the key.
 *
 * @param key the key
 * @param owner the random id of the attempt
 * @param token its token
 * @param nonce the nonce that the claim has written
 * @param number the number of the attempt
 * @param requested when the claim was sent
 */
record Claim(String key, String owner, long token, SdkBytes nonce, int number, RequestTime requested) {}
