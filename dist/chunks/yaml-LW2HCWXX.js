import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
import{a,b,c,d,e,f,g,h,i}from"./chunk-YYHW5YV3.js";import"./chunk-5MUYPVJX.js";export{f as Composer,g as Lexer,h as LineCounter,i as Parser,a as isAlias,b as isMap,e as isNode,c as isScalar,d as isSeq};
