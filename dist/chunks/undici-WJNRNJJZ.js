import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
import{a as o}from"./chunk-UG5PVZKX.js";import{c as t}from"./chunk-2D5G4346.js";var e=t(o(),1);var export_Agent=e.Agent;var export_ProxyAgent=e.ProxyAgent;var export_fetch=e.fetch;export{export_Agent as Agent,export_ProxyAgent as ProxyAgent,export_fetch as fetch};
