import type { LogEvent, Sight } from '../../model/case-study.ts';

/** A case as this project tells it: names of ATLAS are filled in from the bundled release, so none can be misnamed. */
export interface ToldCase {
  readonly id: string;
  readonly origin: string;
  readonly summary: readonly string[];
  readonly steps: readonly {
    readonly tactic: string;
    readonly technique: string;
    readonly what: string;
    readonly sights: readonly Sight[];
    readonly shows: string;
  }[];
  readonly detections: readonly string[];
  /** Without an id where ATLAS has none. */
  readonly mitigations: readonly { readonly id?: string; readonly text: string }[];
  readonly events: readonly LogEvent[];
}
