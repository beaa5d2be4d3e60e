// What incidents and ordinary changes are told, written to docs/replays.md by the tests that play them again.
import { writeByTest } from './measure.mjs';

export const measureReplays = () => writeByTest('test/replays', 'docs/replays.md', { GAZETTEER_REPLAYS: 'write' });
