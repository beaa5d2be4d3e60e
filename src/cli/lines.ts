/** More of a line is not kept: no name is that long. */
const maxLine = 100_000;

/**
 * The lines of a stream of UTF-8 as they come, some at a time. A line ends at a line feed, with or without a carriage
 * return before it; the last one may lack its end. A byte order mark is none of the first.
 */
export async function* readLines(stream: NodeJS.ReadableStream, most: number): AsyncGenerator<readonly string[]> {
  let rest = '';
  let isStart = true;
  for await (const chunk of stream.setEncoding('utf8')) {
    const parts = (isStart ? String(chunk).replace(/^\ufeff/, '') : String(chunk)).split('\n');
    isStart = false;
    parts[0] = rest + (parts[0] ?? '');
    rest = (parts.pop() ?? '').slice(0, maxLine);
    for (let at = 0; at < parts.length; at += most) yield parts.slice(at, at + most).map(trimEnd);
  }
  if (rest !== '') yield [trimEnd(rest)];
}

const trimEnd = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Writes, and waits until it is taken. @returns false where nobody reads any more */
export const writeOut = (text: string): Promise<boolean> =>
  new Promise((resolve) => {
    process.stdout.write(text, (error) => resolve(error === undefined || error === null));
  });
