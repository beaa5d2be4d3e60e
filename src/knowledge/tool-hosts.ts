/**
 * Servers of tools that large vendors run for their own products, compiled by hand in November 2026: from the list
 * github.com/jaw9c/awesome-remote-mcp-servers (commit 00f1b52), as far as the host lies in the vendor's own domain; those with a
 * source behind them from there. Hosts that hand on tools of others, or that anybody can get a name on, are not among them.
 * Being here says who runs the server, not that what it answers is harmless.
 */
const rows: readonly (readonly [host: string, owner: string, source?: string])[] = [
  ['api.githubcopilot.com', 'GitHub'],
  ['app.hubspot.com', 'HubSpot'],
  ['bigquery.googleapis.com', 'Google'],
  ['compute.googleapis.com', 'Google'],
  ['container.googleapis.com', 'Google'],
  ['mapstools.googleapis.com', 'Google'],
  ['developers.openai.com', 'OpenAI', 'developers.openai.com/learn/docs-mcp'],
  ['hf.co', 'Hugging Face'],
  ['huggingface.co', 'Hugging Face', 'huggingface.co/settings/mcp'],
  ['knowledge-mcp.global.api.aws', 'Amazon Web Services'],
  ['learn.microsoft.com', 'Microsoft', 'learn.microsoft.com/training/support/mcp'],
  ['mcp.asana.com', 'Asana'],
  ['mcp.atlassian.com', 'Atlassian'],
  ['mcp.box.com', 'Box'],
  ['mcp.buildkite.com', 'Buildkite'],
  ['mcp.canva.com', 'Canva'],
  ['mcp.figma.com', 'Figma', 'developers.figma.com/docs/figma-mcp-server'],
  ['mcp.intercom.com', 'Intercom'],
  ['mcp.linear.app', 'Linear'],
  ['mcp.monday.com', 'monday.com'],
  ['mcp.neon.tech', 'Neon'],
  ['mcp.notion.com', 'Notion'],
  ['mcp.paypal.com', 'PayPal'],
  ['mcp.prisma.io', 'Prisma'],
  ['mcp.semgrep.ai', 'Semgrep'],
  ['mcp.sentry.dev', 'Sentry'],
  ['mcp.squareup.com', 'Square'],
  ['mcp.stackoverflow.com', 'Stack Overflow'],
  ['mcp.stripe.com', 'Stripe'],
  ['mcp.supabase.com', 'Supabase'],
  ['mcp.vercel.com', 'Vercel'],
  ['mcp.webflow.com', 'Webflow'],
  ['mcp.wix.com', 'Wix'],
];

/** Domains below which the vendor alone gives names. */
const domains: readonly (readonly [domain: string, owner: string])[] = [['.mcp.cloudflare.com', 'Cloudflare']];

const owners = new Map(rows.map(([host, owner]) => [host, owner]));

/** Who runs the tools of a host, where that is a large vendor. */
export const ownerOfToolHost = (host: string): string | undefined =>
  owners.get(host) ?? domains.find(([domain]) => host.endsWith(domain))?.[1];
