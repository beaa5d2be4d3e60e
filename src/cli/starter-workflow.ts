/** The action as the README names it: `OWNER` stands for the account that holds it. */
export const unnamedAction = 'OWNER/gazetteer@v0';

const pinned = /@[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The workflow with its two jobs. Nothing of it is a command, so no text of a pull request can become part of one.
 * @param action what stands after `uses:`
 */
export const renderWorkflow = (action: string): string => `\
# Audits what a pull request brings into the software supply chain, and says so on the line that does.
name: gazetteer
on:
  pull_request:
    # Edited: with another base branch it is another change.
    types: [opened, synchronize, reopened, edited]
  merge_group:
  schedule:
    # For the job recheck alone. Not on the hour, when GitHub starts late or not at all.
    - cron: "17 */4 * * *"
permissions:
  contents: read
  pull-requests: read
jobs:
  gazetteer:
    if: github.event_name != 'schedule'
    runs-on: ubuntu-latest
    steps:
${usesLine(action)}

  # What fails only because it is young passes by itself once it is old enough, but nobody would run it again. This does,
  # for open pull requests whose failed audit says "held until" a time that is over. It runs and reads nothing of them.
  recheck:
    if: github.event_name == 'schedule'
    runs-on: ubuntu-latest
    permissions:
      actions: write
      checks: read
      pull-requests: read
    steps:
${usesLine(action)}
        with:
          recheck: true
`;

/**
 * The workflow that comments on pull requests from forks, as the default branch has it: `examples/fork-comments.yml`.
 * @param action what stands after `uses:`
 */
export const renderCompanion = (action: string): string => `\
# The companion of the workflow that audits: it audits the same commit again, from the API, and comments on the pull request.
# GitHub runs it as the default branch has it, with a token that may write, also for forks and Dependabot. It checks nothing
# out, runs nothing of the change, and takes no file and no output of the run that ended.
name: gazetteer comments
on:
  workflow_run:
    # The name of the workflow that audits.
    workflows: [gazetteer]
    types: [completed]
permissions:
  contents: read
  pull-requests: write
jobs:
  comment:
    if: startsWith(github.event.workflow_run.event, 'pull_request')
    runs-on: ubuntu-latest
    steps:
${usesLine(action)}
        # What fails a merge is the workflow that audits. This run belongs to the newest commit of the default branch.
        continue-on-error: true
        with:
          comment: on-findings
          review: true
`;

function usesLine(action: string): string {
  const uses = `      - uses: ${action}`;
  if (action === unnamedAction)
    return `      # Put the account that holds the action in the place of OWNER, and pin a commit of it.\n${uses}`;
  return pinned.test(action) ? uses : `      # Better a commit than a tag or a branch, which can be moved.\n${uses}`;
}
