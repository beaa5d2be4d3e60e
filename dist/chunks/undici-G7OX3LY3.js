import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
import{a,b,c,d,f as e}from"./chunk-TYWBZBPF.js";import"./chunk-5MUYPVJX.js";e();var export_Agent=a.default;var export_Dispatcher=b.default;var export_ProxyAgent=c.default;export{export_Agent as Agent,export_Dispatcher as Dispatcher,export_ProxyAgent as ProxyAgent,d as fetch};
