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

function usesLine(action: string): string {
  const uses = `      - uses: ${action}`;
  if (action === unnamedAction)
    return `      # Put the account that holds the action in the place of OWNER, and pin a commit of it.\n${uses}`;
  return pinned.test(action) ? uses : `      # Better a commit than a tag or a branch, which can be moved.\n${uses}`;
}
