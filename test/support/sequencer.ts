import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that look for counterexamples, wait for ends of time or replay histories. Most of them are short to read. */
const long = /\/test\/(?:property|replays|e2e\/faults-)/;

/** Where nothing is known of earlier runs, large files come first: what takes long must not be left alone at the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [true, false].flatMap((isLong) => sorted.filter(({ moduleId }) => long.test(moduleId) === isLong));
  }
}
