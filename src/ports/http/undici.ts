// A module of its own, loaded when the first request is sent: bundlers lose the names of a CommonJS package that is
// imported dynamically, and keep those of a static import.
export { Agent, fetch, ProxyAgent } from 'undici';
