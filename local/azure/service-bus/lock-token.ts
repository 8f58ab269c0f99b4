/** A lock token in the order of its text form, as management requests carry it. */
export function tokenToBytes(token: string): Buffer {
  return Buffer.from(token.replaceAll('-', ''), 'hex');
}

/** The text form of a lock token received in a management request. */
export function bytesToToken(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A lock token as a delivery's tag: the bytes of a .NET GUID, whose first three groups are little-endian. */
export function tokenToDeliveryTag(token: string): Buffer {
  const tag = tokenToBytes(token);
  tag.subarray(0, 4).reverse();
  tag.subarray(4, 6).reverse();
  tag.subarray(6, 8).reverse();
  return tag;
}

/** The lock token that a delivery's tag stands for. */
export function deliveryTagToToken(tag: Buffer): string {
  // Swapping twice gives back the order of the text form.
  return bytesToToken(tokenToDeliveryTag(bytesToToken(tag)));
}
