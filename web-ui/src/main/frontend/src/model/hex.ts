const perLine = 8;

/** Bytes as those who read them expect: eight a line, in hexadecimal and as letters. */
export function hexDump(hex: string): string {
  const bytes = hex.replace(/[^\da-f]/gi, '').match(/../g) ?? [];
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const line = bytes.slice(at, at + perLine);
    const letters = line.map((it) => letterOf(parseInt(it, 16))).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${line.join(' ').padEnd(23)}  ${letters}`);
  }
  return lines.join('\n');
}

function letterOf(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
