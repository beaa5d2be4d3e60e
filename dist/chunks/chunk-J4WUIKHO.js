import"node:module";import.meta.url;var e=/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,r=/\\(?:\\|ud[89a-f][0-9a-f]{2})/g;function t(e){let r="";for(let t=0;t<e.length;t++)r+=`\\u${e.charCodeAt(t).toString(16).padStart(4,"0")}`;return r}var a=(a,l=2)=>`${JSON.stringify(a,void 0,l).replace(r,e=>"\\\\"===e?e:"�").replace(e,t).replaceAll("##[","##\\u005b")}
`;export{a as a};
