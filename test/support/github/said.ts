/** What was said on pull requests and commits. It grows while it is served. */
export interface Conversation {
  readonly comments: Comment[];
  readonly reviews: { readonly pull: number; readonly body: string; readonly event: string }[];
  readonly reviewComments: ReviewComment[];
  readonly checkRuns: CheckRun[];
  readonly scans: { readonly commit: string; readonly ref: string; readonly sarif: string }[];
}

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly login: string;
  body: string;
}

export interface ReviewComment extends Comment {
  readonly path: string;
  readonly line: number;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly head: string;
  readonly conclusion: string;
  readonly title: string;
  readonly summary: string;
  readonly annotations: Record<string, unknown>[];
}

export const silence = (): Conversation => ({
  comments: [],
  reviews: [],
  reviewComments: [],
  checkRuns: [],
  scans: [],
});
