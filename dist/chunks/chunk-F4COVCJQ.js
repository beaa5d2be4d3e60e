var t=/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,e=/^[\n !"$-[\]-~]*$/,r=/\\(?:\\|ud[89a-f][0-9a-f]{2})/g;function a(t){let e="";for(let r=0;r<t.length;r++)e+=`\\u${t.charCodeAt(r).toString(16).padStart(4,"0")}`;return e}function l(n,u=2){let f=JSON.stringify(n,void 0,u);return e.test(f)?`${f}
`:`${f.replace(r,t=>"\\\\"===t?t:"\uFFFD").replace(t,a).replaceAll("##[","##\\u005b")}
`}export{l as a};
