/** Whether a font has a picture for a character, by its Unicode code point. */
export type Coverage = (codePoint: number) => boolean;

const TABLE_RECORD = 16;
const FIRST_TABLE_RECORD = 12;
const ENCODING_RECORD = 8;
const WINDOWS = 3;
const UNICODE_BMP = 1;

/**
 * What characters a TrueType font has, read from its own `cmap` table (format 4, which holds the Basic Multilingual Plane), so
 * that no list of characters can grow older than the font. Source: OpenType specification, "cmap".
 * @throws Error for a file without such a table
 */
export function readCoverage(font: Buffer): Coverage {
  const at = subtableAt(font);
  const segments = font.readUInt16BE(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  const has = new Set<number>();
  for (let segment = 0; segment < segments; segment++) {
    const word = (list: number) => font.readUInt16BE(list + 2 * segment);
    const [start, end, delta, offset] = [word(starts), word(ends), word(deltas), word(offsets)];
    for (let point = start; point <= end && point < 0xffff; point++) {
      // The offset counts from its own place in the file, as the specification has it.
      const glyph =
        offset === 0
          ? (point + delta) % 0x10000
          : font.readUInt16BE(offsets + 2 * segment + offset + 2 * (point - start));
      if (glyph !== 0) has.add(point);
    }
  }
  return (codePoint) => has.has(codePoint);
}

function subtableAt(font: Buffer): number {
  const tables = font.readUInt16BE(4);
  for (let i = 0; i < tables; i++) {
    const record = FIRST_TABLE_RECORD + TABLE_RECORD * i;
    if (font.toString("latin1", record, record + 4) !== "cmap") continue;
    const cmap = font.readUInt32BE(record + 8);
    const encodings = font.readUInt16BE(cmap + 2);
    for (let j = 0; j < encodings; j++) {
      const encoding = cmap + 4 + ENCODING_RECORD * j;
      const subtable = cmap + font.readUInt32BE(encoding + 4);
      const isUnicode =
        font.readUInt16BE(encoding) === WINDOWS && font.readUInt16BE(encoding + 2) === UNICODE_BMP;
      if (isUnicode && font.readUInt16BE(subtable) === 4) return subtable;
    }
  }
  throw new Error("The font has no table of its characters in format 4.");
}
