// How well model output that is run is told, written to docs/model-output.md by the test that holds it.
import { writeByTest } from './measure.mjs';

export const measureModelOutput = () =>
  writeByTest('test/model-output.test.ts', 'docs/model-output.md', { GAZETTEER_MODEL_OUTPUT: 'write' });
