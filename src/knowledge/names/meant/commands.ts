/** Packages and the commands that they install under other names. Written by hand. */
export const pypiCommands = `
ansible-core ansible-galaxy ansible-vault ansible-doc, aws-sam-cli sam, awscli aws aws-completer,
betterproto protoc-gen-python-betterproto, cmake ctest cpack, coverage coverage3, cython cythonize, databricks-cli dbfs,
django django-admin manage, docutils rst2html rst2man, grpcio-tools protoc protoc-gen-grpc-python, gsutil gcloud,
httpie http https, huggingface-hub huggingface-cli hf, mypy-protobuf protoc-gen-mypy, nbconvert jupyter-nbconvert,
notebook jupyter-notebook, pdfminer-six pdf2txt dumppdf, pip-tools pip-compile pip-sync, psycopg2-binary pg-config,
pyqt5-tools designer pyuic5, spacy en-core-web-sm en-core-web-md en-core-web-lg en-core-web-trf,
sphinx sphinx-build sphinx-quickstart sphinx-apidoc, supervisor supervisord supervisorctl, torch torchrun
`;

export const npmCommands = `
@11ty/eleventy eleventy, @angular/cli ng, @antfu/ni ni nr nlx, @anthropic-ai/claude-code claude-code,
@apidevtools/swagger-cli swagger-cli, @babel/cli babel, @biomejs/biome biome, @bufbuild/protoc-gen-es protoc-gen-es,
@capacitor/cli cap, @changesets/cli changeset changesets, @commitlint/cli commitlint, @cucumber/cucumber cucumber-js,
@cyclonedx/cyclonedx-npm cyclonedx-npm cyclonedx, @docusaurus/core docusaurus, @dotenvx/dotenvx dotenvx,
@electron-forge/cli electron-forge, @google/gemini-cli gemini gemini-cli,
@graphql-codegen/cli graphql-codegen gql-gen graphql-codegen-esm, @ionic/cli ionic, @lhci/cli lhci,
@marp-team/marp-cli marp, @mermaid-js/mermaid-cli mmdc, @microsoft/api-extractor api-extractor,
@microsoft/rush rush rushx, @modelcontextprotocol/inspector mcp-inspector, @napi-rs/cli napi, @nestjs/cli nest,
@openai/codex codex, @openapitools/openapi-generator-cli openapi-generator openapi-generator-cli,
@redocly/cli redocly openapi, @remix-run/dev remix, @shopify/cli shopify, @slidev/cli slidev, @stencil/core stencil,
@sveltejs/kit svelte-kit, @swc/cli swc spack, @tauri-apps/cli tauri, @vercel/ncc ncc, @vscode/vsce vsce, @vue/cli vue,
@wdio/cli wdio, assemblyscript asc, aws-cdk cdk, cross-env cross-env-shell, dependency-cruiser depcruise, eas-cli eas,
firebase-tools firebase, grpc-tools grpc-tools-node-protoc grpc_tools_node_protoc protoc,
js-beautify html-beautify css-beautify, less lessc, netlify-cli netlify ntl, npm-check-updates ncu,
npm-run-all run-s run-p, npm-run-all2 run-s run-p, nuxt nuxi, serverless sls, solc solcjs, tree-sitter-cli tree-sitter,
ts-proto protoc-gen-ts-proto, ts-protoc-gen protoc-gen-ts, typescript tsc tsserver
`;
