import { type ServiceFault, serviceFaults } from './faults.ts';

/** One cell of the table: what is said to somebody who reads it, and what is wrong with it. */
export interface Cell {
  readonly outcome: string;
  readonly wrong: readonly string[];
}

/** Fills one cell. @param seconds that a run may take */
export type Fill = (fault: ServiceFault, seconds: number) => Promise<Cell>;

/** A service, and its cells by the title of the fault. */
export interface Column {
  readonly title: string;
  readonly cells: ReadonlyMap<string, Cell>;
}

const atOnce = 16;

/** Where only the end of the time ends a run, it is short; where a machine is busy, there is more of it at the next try. */
const secondsOf = ({ isEndless }: ServiceFault): readonly number[] => (isEndless ? [3, 10, 30] : [30, 60, 120]);

/**
 * Fills the columns, many cells at once, as most of them only wait. What went wrong is tried again alone: a fault of the
 * program shows each time, one of a busy machine does not.
 */
export async function fillColumns(fills: ReadonlyMap<string, Fill>): Promise<readonly Column[]> {
  const columns = [...fills].map(([title, fill]) => ({ title, fill, cells: new Map<string, Cell>() }));
  const jobs = serviceFaults.flatMap((fault) => columns.map((column) => ({ fault, column })));
  const run = async ({ fault, column }: (typeof jobs)[number], attempt: number) => {
    const seconds = secondsOf(fault)[attempt] ?? 0;
    column.cells.set(fault.title, await column.fill(fault, seconds));
  };
  const isWrong = ({ fault, column }: (typeof jobs)[number]) => column.cells.get(fault.title)?.wrong.length !== 0;
  let next = 0;
  const work = async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) await run(job, 0);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const attempt of [1, 2]) for (const job of jobs.filter(isWrong)) await run(job, attempt);
  return columns;
}
