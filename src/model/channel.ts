/** The text of a line of the head that a change's diff shows, 1-based; undefined where it shows none. */
export type DiffLine = (path: string, line: number) => string | undefined;

/** A comment on a line of the head. */
export interface LineComment {
  readonly path: string;
  readonly line: number;
  readonly body: string;
}

/** As the platform takes it (docs.github.com/rest/checks/runs). */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
  readonly raw_details?: string;
}

/** A run of a check that is over. */
export interface CheckRun {
  readonly name: string;
  readonly conclusion: 'success' | 'failure';
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
}
