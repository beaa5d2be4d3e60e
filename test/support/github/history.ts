/** One run of a workflow for a commit, with its jobs. It changes when a job is run again. */
export interface WorkflowRun {
  readonly id: number;
  /** Name of the workflow's file. */
  readonly workflow: string;
  readonly head: string;
  readonly event: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** Null: not over yet. */
  conclusion: 'failure' | 'success' | null;
  attempt: number;
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  conclusion: 'failure' | 'success' | 'skipped' | null;
  /** What the runner kept of the workflow commands of the job. */
  readonly annotations: readonly { readonly level: string; readonly title?: string; readonly message: string }[];
}

export type RunHistory = readonly WorkflowRun[];
