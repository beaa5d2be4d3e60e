/** Rows of letters of a QWERTY keyboard; each is shifted to the right of the one above by half a key or less. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** The letters whose keys touch the key of a lower-case letter; none for anything else. */
export const neighboursOf = (letter: string): readonly string[] => neighbours.get(letter) ?? [];

const neighbours: ReadonlyMap<string, readonly string[]> = new Map(
  rows.flatMap((row, number) =>
    [...row].map((letter, column): readonly [string, readonly string[]] => {
      const above = rows[number - 1] ?? '';
      const below = rows[number + 1] ?? '';
      const touching = [
        row.charAt(column - 1),
        row.charAt(column + 1),
        above.charAt(column),
        above.charAt(column + 1),
        below.charAt(column - 1),
        below.charAt(column),
      ];
      return [letter, touching.filter((key) => key !== '')];
    }),
  ),
);
