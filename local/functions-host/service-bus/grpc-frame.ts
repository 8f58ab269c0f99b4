/** The text fields of one protobuf message in a gRPC frame, by number; a wrapped text (`StringValue`) is its text. */
export function readTextFields(frame: Buffer, wrapped: readonly number[]): Map<number, string> {
  const fields = new Map<number, string>();
  for (const [number, bytes] of fieldsOf(frame.subarray(5)))
    fields.set(number, wrapped.includes(number) ? (textOf(bytes) ?? '') : bytes.toString());
  return fields;
}

function textOf(message: Buffer): string | undefined {
  return fieldsOf(message)
    .find(([number]) => number === 1)?.[1]
    .toString();
}

/** @throws Error for a field that is neither text nor a message; the requests that this host supports have none. */
function fieldsOf(message: Buffer): [number: number, bytes: Buffer][] {
  const fields: [number, Buffer][] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message.readUInt8(at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    if (tag % 8 !== 2) throw new Error(`Field ${tag >> 3} is of wire type ${tag % 8}, wanted 2.`);
    const length = varint();
    fields.push([tag >> 3, message.subarray(at, at + length)]);
    at += length;
  }
  return fields;
}
