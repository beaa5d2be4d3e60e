import{a as e}from"./chunk-DZAKWNVC.js";import{b as a,h as t,i as n,y as r}from"./chunk-4NILRXTH.js";import{a as s}from"./chunk-QQL6RZM7.js";var o=e=>e.replace(/[.*+?^${}()|[\]\\/]/g,"\\$&"),i=e=>e.trim().split(/\s+/),l=i(`
  chat/completions v1/completions v2/completions beta/completions engines/*/completions fim/completions
  v1/messages v1/responses openai/responses v1/complete v1/chat v2/chat api/generate api/chat v1/generate v2/generate
  generate_stream invocations invocations-response-stream model/*/invoke model/*/converse
  model/*/invoke-with-response-stream model/*/converse-stream ai/run/* ai/run/*/*/* text/generation text/generation_stream
`),c=i(`
  :generateContent :streamGenerateContent :generateText :generateMessage :rawPredict :streamRawPredict
`),p=i(`
  generativelanguage api-inference router.huggingface /openai/deployments/ api.openai api.anthropic api.mistral api.cohere
  api.groq api.together openrouter
`),m=String.raw`\binference\b[\w.-]{0,100}(?::\d{1,5})?/(?:[\w-]{1,40}/){0,3}models(?:/|$)`,u=e=>o(e).replaceAll("\\*","[^/?#\\s\"'`]{0,200}"),d=[...p.map(u),m].join("|"),g=[...l.map(e=>`(?:^|/)${u(e)}`),...c.map(u)].join("|"),h=RegExp(`${d}|(?:${g})/?(?:[?#]|$)`,"i"),_=/\/(?:embeddings?|moderations|rerank|tokenize|count_tokens|models|files|batches)(?:[?#]|$)|:(?:embedContent|batchEmbedContents|countTokens)(?:[?#]|$)/i,f=String.raw`(?<!["'${"`"}](?:\.{1,2}|[@~#])/[^"'${"`"}\n]{0,200})`,x=l.map(e=>u(e.replace(/(?:\/\*)+$/,""))).join("|"),y=RegExp([d,`/(?:${x})(?![\\w.-])${f}`,`(?:chat/completions|v1/(?:completions|messages|responses))(?=["'\`?])${f}`,`(?:${c.map(u).join("|")})\\b`].join("|"),"i"),v=i("base_url baseURL baseUrl prefixUrl prefix_url"),k=[".chat.completions.create",".chat.completions.parse",".chat.completions.stream"],b=[...i(`
    .invoke .ainvoke .stream .astream .batch .abatch .run .arun .predict .apredict .call .acall .generate
    .agenerate .complete .acomplete .predict_messages .streamEvents
  `),".astream_events",".apply",".streamLog",""],C=i(`
  .bind .bind_tools .bindTools .with_config .withConfig .with_retry .withRetry .pipe .assign .with_structured_output
  .withStructuredOutput .with_fallbacks .withFallbacks .configurable_fields .compile .as_tool .pick .map .with_types
  .with_listeners .from_llm .fromLLM
`),w=[{title:"LiteLLM",mentions:["litellm"],makers:["litellm.Router()","litellm.LiteLLM()"],calls:[".completion",".acompletion",...k],functions:i(`
      litellm.completion litellm.acompletion litellm.text_completion litellm.responses litellm.aresponses
      litellm.batch_completion
    `)},{title:"Hugging Face",mentions:["huggingface","text_generation","vllm","llama_cpp","ctransformers","gpt4all","xenova"],modules:["transformers"],makers:i(`
      transformers.pipeline() huggingface_hub.InferenceClient() huggingface_hub.AsyncInferenceClient()
      huggingface_hub.InferenceApi() text_generation.Client() vllm.LLM() llama_cpp.Llama() gpt4all.GPT4All()
      llama_cpp.Llama.from_pretrained() ctransformers.AutoModelForCausalLM.from_pretrained()
      transformers.AutoTokenizer.from_pretrained() transformers.AutoModelForCausalLM.from_pretrained()
      transformers.AutoModelForSeq2SeqLM.from_pretrained() transformers.TextGenerationPipeline()
      @huggingface/inference.InferenceClient() @huggingface/inference.HfInference()
      @huggingface/transformers.pipeline() @xenova/transformers.pipeline()
    `),calls:["",...i(`
          .text_generation .chat_completion .conversational .generate .generate_stream .create_completion
        `),...i(`
        .create_chat_completion .textGeneration .textGenerationStream .chatCompletion .chatCompletionStream
      `),".chat",".decode",".batch_decode",...k],passers:[".to",".cuda",".eval",".half",".bfloat16",".with_options"],functions:["huggingface_hub.text_generation"],telling:[".text_generation",".chat_completion",".textGeneration",".chatCompletion",".create_chat_completion"],key:"HF_TOKEN"},{title:"LangChain",mentions:["langchain","langgraph"],makers:i(`
      langchain_openai.ChatOpenAI() langchain_openai.OpenAI() langchain_openai.AzureChatOpenAI()
      langchain_anthropic.ChatAnthropic() langchain_google_genai.ChatGoogleGenerativeAI()
      langchain_google_vertexai.ChatVertexAI() langchain_mistralai.ChatMistralAI() langchain_cohere.ChatCohere()
      langchain_aws.ChatBedrock() langchain_aws.ChatBedrockConverse() langchain_ollama.ChatOllama()
      langchain_ollama.OllamaLLM() langchain_groq.ChatGroq() langchain_huggingface.HuggingFacePipeline()
      langchain_huggingface.ChatHuggingFace() langchain_huggingface.HuggingFaceEndpoint()
      langchain_community.llms.*() langchain_community.chat_models.*() langchain.llms.*()
      langchain.chat_models.*() langchain.llms.openai.*() langchain.chat_models.openai.*() langchain.chains.*()
      langchain.agents.*() langchain.*Chain() langchain.OpenAI() langchain.chains.*.from_llm()
      langchain_experimental.agents.*() langchain_experimental.sql.*.from_llm() langchain.chains.llm.LLMChain()
      langgraph.prebuilt.create_react_agent() langchain.agents.AgentExecutor.from_agent_and_tools()
      langchain_community.chat_models.openai.*() langchain_community.llms.openai.*()
      @langchain/openai.ChatOpenAI() @langchain/openai.OpenAI() @langchain/anthropic.ChatAnthropic()
      @langchain/google-genai.ChatGoogleGenerativeAI() @langchain/mistralai.ChatMistralAI()
      @langchain/ollama.ChatOllama() @langchain/ollama.Ollama() @langchain/groq.ChatGroq()
      @langchain/aws.ChatBedrockConverse() @langchain/cohere.ChatCohere() @langchain/openai.AzureChatOpenAI()
      @langchain/google-vertexai.ChatVertexAI() langchain/chat_models/universal.initChatModel()
      langchain/chat_models/openai.ChatOpenAI() langchain/llms/openai.OpenAI() langchain/chains.*()
      langchain/agents.*() @langchain/langgraph/prebuilt.createReactAgent() langchain.createAgent()
      langchain.initChatModel() langchain.create_agent() @langchain/community/llms/*()
    `),calls:b,passers:C,hinted:[".invoke",".ainvoke",".predict",".run",".arun",".stream",".astream",".generate",".call",""],key:"OPENAI_API_KEY"},{title:"LlamaIndex",mentions:["llama_index","llamaindex","@llamaindex"],makers:i(`
      llama_index.llms.openai.OpenAI() llama_index.llms.anthropic.Anthropic() llama_index.llms.ollama.Ollama()
      llama_index.llms.*() llama_index.core.llms.*() llama_index.core.Settings.llm
      llama_index.core.query_engine.*() llama_index.core.VectorStoreIndex.from_documents()
      llama_index.core.VectorStoreIndex() llama_index.VectorStoreIndex.from_documents()
      llama_index.core.SummaryIndex.from_documents() llama_index.core.agent.*()
      llama_index.core.agent.ReActAgent.from_tools() llama_index.GPTVectorStoreIndex.from_documents()
      llama_index.core.chat_engine.*.from_defaults() llama_index.core.load_index_from_storage()
      llamaindex.OpenAI() llamaindex.Anthropic() llamaindex.Ollama() llamaindex.VectorStoreIndex.fromDocuments()
      @llamaindex/openai.OpenAI() @llamaindex/openai.openai() @llamaindex/anthropic.Anthropic()
      llamaindex.OpenAIAgent() llamaindex.Settings.llm
    `),calls:i(`
      .complete .acomplete .chat .achat .stream_complete .stream_chat .predict .apredict .query .aquery .run
      .structured_predict .astream_complete .astream_chat
    `),passers:[".as_query_engine",".as_chat_engine",".asQueryEngine",".asChatEngine",".as_structured_llm",".as_retriever"],hinted:[".complete",".acomplete",".chat",".achat",".query",".predict"]},{title:"Vercel AI SDK",mentions:["'ai'",'"ai"',"'ai/",'"ai/',"@ai-sdk"],makers:[],calls:[],functions:[...["generateText","streamText","generateObject","streamObject","experimental_generateText","OpenAIStream"].map(e=>`ai.${e}`),...["useChat","useCompletion","useAssistant","useObject","experimental_useObject"].flatMap(e=>["@ai-sdk/react","@ai-sdk/vue","@ai-sdk/svelte","@ai-sdk/solid","ai/react","ai/vue","ai/svelte"].map(a=>`${a}.${e}`)),"ai/rsc.streamUI","@ai-sdk/rsc.streamUI","ai.experimental_streamText"]},{title:"a language model of the editor",mentions:["lm.selectChatModels","LanguageModelChat"],makers:["vscode.lm.selectChatModels()"],calls:[".sendRequest"],hinted:[".sendRequest"],telling:[".sendRequest"]},{title:"WebLLM",mentions:["web-llm","window.ai","LanguageModel.create"],makers:i(`
      @mlc-ai/web-llm.CreateMLCEngine() @mlc-ai/web-llm.MLCEngine() ai.languageModel.create()
      LanguageModel.create()
    `),calls:[...k,".prompt",".promptStreaming"]},{title:"agents",mentions:i(`
      fastmcp mcp.server modelcontextprotocol pydantic_ai smolagents autogen crewai dspy semantic_kernel mirascope
      @openai/agents @mastra genkit llm.tool agent_framework
    `),modules:["agents","guidance","haystack","marvin","replicate","agno","strands"],makers:i(`
      pydantic_ai.Agent() crewai.Crew() crewai.LLM() smolagents.InferenceClientModel() smolagents.LiteLLMModel()
      dspy.Predict() dspy.ChainOfThought() dspy.LM() haystack.components.generators.*()
      autogen_ext.models.openai.OpenAIChatCompletionClient() semantic_kernel.Kernel() replicate.Client()
      replicate() @openai/agents.Runner() genkit.genkit() agno.agent.Agent() autogen.AssistantAgent()
      autogen.ConversableAgent() autogen_agentchat.agents.AssistantAgent()
    `),calls:[".run",".run_sync",".run_stream",".kickoff",".kickoff_async",".call","",".create",".invoke",".invoke_prompt",".generate",".stream",".forward",".predict",".arun",".generate_reply",".on_messages"],functions:i(`
      agents.Runner.run agents.Runner.run_sync agents.Runner.run_streamed @openai/agents.run replicate.run
      replicate.stream
    `)}],A=[...k,...k.map(e=>`.beta${e}`),...i(`
    .chat.completions.runTools .beta.chat.completions.runTools .audio.transcriptions.create
    .audio.translations.create .completions.create .responses.create .responses.parse .responses.stream
    .responses.retrieve .beta.threads.messages.list .beta.threads.runs.create_and_poll
    .beta.threads.runs.createAndPoll .beta.threads.runs.stream .beta.threads.runs.retrieve .beta.threads.runs.poll
    .beta.threads.runs.submit_tool_outputs_and_poll .beta.threads.runs.submitToolOutputsAndPoll .createChatCompletion .createCompletion
  `)],q=[{title:"OpenAI",mentions:["openai","langfuse","portkey","groq","cerebras","xai_sdk"],modules:["instructor","together"],makers:[...["OpenAI","AsyncOpenAI","AzureOpenAI","AsyncAzureOpenAI","Client","AsyncClient"].map(e=>`openai.${e}()`),...["OpenAI","AsyncOpenAI","AzureOpenAI"].map(e=>`langfuse.openai.${e}()`),...i(`
        openai() openai.OpenAIApi() instructor.from_openai() instructor.patch() instructor.from_provider()
        @azure/openai.OpenAIClient() @azure/openai.AzureOpenAI() groq.Groq() groq-sdk() groq.AsyncGroq()
        together.Together() together-ai() cerebras.cloud.sdk.Cerebras() xai_sdk.Client() portkey_ai.Portkey()
      `)],calls:[...A,".getChatCompletions",".streamChatCompletions",".getCompletions"],passers:[".with_options",".withOptions",".copy",".with_raw_response",".with_streaming_response"],functions:["openai.ChatCompletion.create","openai.ChatCompletion.acreate","openai.Completion.create","openai.Completion.acreate",...A.map(e=>`openai${e}`)],telling:i(`
      .chat.completions.create .chat.completions.parse .chat.completions.stream .responses.create
      .createChatCompletion
    `),key:"OPENAI_API_KEY"},{title:"a service like OpenAI",mentions:["chat.completions.create"],makers:[],calls:[],telling:[".chat.completions.create"]},{title:"DashScope",mentions:["dashscope"],makers:[],calls:[],functions:["dashscope.Generation.call","dashscope.MultiModalConversation.call"]},{title:"watsonx",mentions:["ibm_watsonx_ai"],makers:i(`
      ibm_watsonx_ai.foundation_models.ModelInference() ibm_watsonx_ai.foundation_models.Model()
    `),calls:[".generate",".generate_text",".generate_text_stream",".chat",".chat_stream"]},{title:"Workers AI",mentions:["@cf/","@hf/"],makers:[],calls:[],telling:[".AI.run"]},{title:"Anthropic",mentions:["anthropic","claude_agent_sdk","claude_code_sdk"],makers:[...["Anthropic","AsyncAnthropic","AnthropicBedrock","AsyncAnthropicBedrock","AnthropicVertex","Client"].map(e=>`anthropic.${e}()`),...i(`
        @anthropic-ai/sdk() @anthropic-ai/sdk.Anthropic() @anthropic-ai/bedrock-sdk()
        @anthropic-ai/vertex-sdk() instructor.from_anthropic()
      `)],calls:i(`
      .messages.create .messages.stream .messages.parse .completions.create .completion .beta.messages.create
      .beta.messages.stream
    `),passers:[".with_options",".withOptions",".with_raw_response"],functions:["@anthropic-ai/claude-agent-sdk.query","claude_agent_sdk.query","claude_code_sdk.query"],telling:[".messages.stream"],hinted:[".messages.create",".messages.parse"],key:"ANTHROPIC_API_KEY"},{title:"Google",mentions:["generativeai","genai","vertexai","generative-ai","google.adk"],makers:i(`
      google.generativeai.GenerativeModel() google.genai.Client() vertexai.generative_models.GenerativeModel()
      vertexai.preview.generative_models.GenerativeModel()
      vertexai.language_models.TextGenerationModel.from_pretrained()
      vertexai.language_models.CodeGenerationModel.from_pretrained() google.generativeai.ChatSession()
      @google/generative-ai.GoogleGenerativeAI() @google/genai.GoogleGenAI() @google-cloud/vertexai.VertexAI()
    `),calls:i(`
      .generate_content .generate_content_async .generateContent .generateContentStream .predict .send_message
      .send_message_async .send_message_stream .sendMessage .sendMessageStream .models.generate_content
      .models.generate_content_stream .aio.models.generate_content .aio.models.generate_content_stream
      .models.generateContent .models.generateContentStream
    `),passers:i(`
      .start_chat .startChat .getGenerativeModel .preview.getGenerativeModel .chats.create .aio.chats.create
    `),functions:["google.generativeai.generate_text","google.generativeai.chat"],telling:[".generate_content",".generate_content_async",".generateContent",".generateContentStream"],hinted:[".send_message",".sendMessage",".sendMessageStream"],key:"GOOGLE_API_KEY"},{title:"Mistral",mentions:["mistral"],makers:i(`
      mistralai.Mistral() mistralai.client.MistralClient() @mistralai/mistralai.Mistral()
      @mistralai/mistralai()
    `),calls:i(`
      .chat.complete .chat.complete_async .chat.stream .chat.stream_async .chat .chat_stream .chatStream
      .fim.complete .agents.complete .chat.parse
    `),telling:[".chat.complete",".fim.complete"],key:"MISTRAL_API_KEY"},{title:"Cohere",mentions:["cohereclient","cohere.client"],modules:["cohere"],makers:i(`
      cohere.Client() cohere.ClientV2() cohere.AsyncClient() cohere.AsyncClientV2() cohere-ai.CohereClient()
      cohere-ai.CohereClientV2()
    `),calls:[".chat",".chat_stream",".chatStream",".generate",".generate_stream",".v2.chat",".summarize"],hinted:[".chat",".generate"],key:"CO_API_KEY"},{title:"AWS Bedrock",mentions:["bedrock"],makers:i(`
      boto3.client(bedrock-runtime) boto3.client(bedrock-agent-runtime) boto3.Session().client(bedrock-runtime)
      @aws-sdk/client-bedrock-runtime.BedrockRuntimeClient() @aws-sdk/client-bedrock-runtime.BedrockRuntime()
      aioboto3.Session().client(bedrock-runtime)
    `),calls:i(`
      .invoke_model .invoke_model_with_response_stream .converse .converse_stream .invoke_agent
      .retrieve_and_generate .send .invokeModel .converseStream
    `),telling:[".invoke_model",".invoke_model_with_response_stream",".converse_stream"],hinted:[".converse"]},{title:"Azure AI",mentions:["azure.ai","@azure-rest/ai-inference"],makers:["azure.ai.inference.ChatCompletionsClient()","@azure-rest/ai-inference()"],calls:[".complete",".path().post"],hinted:[".complete"]},{title:"Ollama",mentions:["ollama"],makers:["ollama.Client()","ollama.AsyncClient()","ollama.Ollama()"],calls:[".chat",".generate"],functions:["ollama.chat","ollama.generate","ollama/browser.chat","ollama/browser.generate"]},...w],I=/(?:llm|chain|model|client|agent|gpt|claude|gemini|openai|anthropic|assistant|bot|engine|bedrock|cohere|co|ai|runnable|pipe|graph)s?$/i,M=new Set(i(`
    usage id model created created_at createdAt finish_reason finishReason stop_reason role index system_fingerprint
    usage_metadata usageMetadata length status status_code statusCode ok headers total_tokens prompt_tokens
    completion_tokens response_metadata request_id embedding elapsed
  `)),$=e=>`(?:\\b(?:import|from)[ \\t]+|,[ \\t]*|["'\`][ \\t]*(?:@[\\w.-]{1,60}/|https?://[\\w./@-]{1,100}/)?)(${e.map(o).join("|")})(?![a-z])`,S=new Map,P=Symbol("absent"),L=0,O={text:"",facts:[]},j=O;function T(e){let a=L++;return t=>{let{facts:n}=function(e){if(O.text===e)return O;if(j.text===e)return j;let a=S.get(e);return void 0===a&&(S.size>=2e4&&S.clear(),a={text:e,facts:[]},S.set(e,a)),j=O,O=a,a}(t),r=n[a];if(void 0!==r)return r===P?void 0:r;let s=e(t);return n[a]=void 0===s?P:s,s}}var R=e=>T(a=>e.test(a)),E=0,G=new Map;function z(e,a,t){let n=G.get(e);void 0===n&&(n=new Map,G.set(e,n));let r=n.get(a);if(void 0!==r||n.has(a))return r;(E+=1)>2e4&&(G.clear(),E=0);let s=t(),o=s.length<160?s:void 0;return n.set(a,o),o}var D=(e,a)=>"default"===a?e:"globalThis"===e?a:z(e,a,()=>`${e}.${a}`),F=(e,a="")=>z(e,`(${a}`,()=>`${e}(${a})`),V=e=>e.slice(e.lastIndexOf(".")+1),B=new Map(q.flatMap(e=>e.makers.filter(e=>!e.includes("*")).map(a=>[a,e]))),K=q.flatMap(e=>e.makers.filter(e=>e.includes("*")).map(a=>({of:e,before:a.slice(0,a.indexOf("*")),after:a.slice(a.indexOf("*")+1)}))),W=new Map(q.flatMap(e=>(e.functions??[]).map(a=>[a,e]))),N=s(q,({mentions:e,modules:a=[]})=>[...e,...a].map(e=>e.toLowerCase())),Q=`(${q.flatMap(({mentions:e})=>e.map(o)).join("|")})`,U=$(q.flatMap(({modules:e=[]})=>e)),H=RegExp(`${Q}|${U}`,"i"),Y=RegExp(`(?=${Q})|(?=${U})`,"gi"),J=e=>H.test(e)||y.test(e);function Z(e){let a=new Set([...new Set([...e.matchAll(Y)].map(([,e,a])=>(e??a??"").toLowerCase()))].flatMap(e=>N.get(e)??[]));return q.filter(e=>a.has(e))}var X=e=>h.test(e)&&!_.test(e),ee=T(e=>B.get(e)??K.find(({before:a,after:t})=>e.startsWith(a)&&e.endsWith(t)&&!/[()[\]]/.test(e.slice(a.length,e.length-t.length)))?.of),ea=T(e=>W.get(e));function et({paths:e,receiver:a,name:r,used:s}){for(let a of e){let e=ea(a);if(void 0!==e)return e}let o=a?.client;if(void 0!==o)return o.of.calls.includes(`${o.tail}.${r}`)?o.of:void 0;for(let a of e){let e=function(e,a){if(!(!en(a)&&!er(a)))return n(es,e,()=>t(a=>e.find(({telling:e=[]})=>e.some(e=>a.endsWith(e)))??e.find(({hinted:e=[]})=>e.some(e=>eo(a,e))),2e4))(a)}(s,a);if(void 0!==e)return e}}var en=R(/^(?:[?.]|[@~#]\/)/),er=R(/^(?!(?:unittest|mock|types|argparse|vitest|@jest|jest|sinon)\b).*\.chat\.completions\.create$/),es=new WeakMap,eo=(e,a)=>{if(!e.endsWith(a))return!1;let t=e.slice(0,e.length-a.length).replace(/\(\)$/,""),n=t.slice(Math.max(t.lastIndexOf("."),t.lastIndexOf("?"))+1);return""!==a&&I.test(n)};function ei(e,a){let t=`${e.tail}.${a}`;return e.of.passers?.includes(t)===!0?{of:e.of,tail:""}:void 0}var el=["",".ts",".tsx",".js",".jsx",".mts",".cts",".mjs",".cjs","/index.ts","/index.tsx","/index.js","/index.mjs"];function ec(e){let a=e.split("/");return[...a.slice(-2,-1),(a.at(-1)??"").split(".",1)[0]??""]}var ep={python:/(?:^|\.)([^.]*)$/,javascript:/(?:^|\/)([^./]*)[^/]*$/};function em(e,a,t){let n=ep[a].exec(e)?.[1]??"";return""===n||t.has(n)}function eu(e,a,t){let n=e.program.path.split("/").slice(0,-1);return"python"===e.language?function(e,a,t){let n=/^\.*/.exec(a)?.[0].length??0,r=a.slice(n).split(".").filter(e=>""!==e);for(let a of n>0?[e.slice(0,e.length-n+1)]:e.map((a,t)=>e.slice(0,e.length-t)).concat([[]])){let e=[...a,...r].join("/"),n=[`${e}.py`,`${e}/__init__.py`].find(e=>t.has(e));if(void 0!==n&&r.length>0)return n}}(n,a,t):function(e,a,t){if(/^\.{1,2}(?:\/|$)/.test(a)){let n=[...e];for(let e of a.split("/"))".."===e?n.pop():"."!==e&&""!==e&&n.push(e);return ed(n.join("/"),t)}let n=/^[@~#]\/(.+)$/.exec(a)?.[1];if(void 0!==n)for(let a=e.length;a>=0;a--){let r=e.slice(0,a);for(let e of[[],["src"],["app"]]){let a=ed([...r,...e,n].join("/"),t);if(void 0!==a)return a}}}(n,a,t)}function ed(e,a){let t=e.replace(/\.(?:[mc]?js|jsx)$/,"");return[e,t].flatMap(e=>el.map(a=>e+a)).find(e=>a.has(e))}function eg(t,n){let s,o=e(t);return void 0===o?[]:[/\.ipynb$/i.test(t)?r(t,n,o):{path:t,language:o,text:n,regionOf:(e,t)=>(s??=a(n.includes(`
`)?n:n.replaceAll(`\r`,`
`))).region(e,t)}]}function eh(e,a){let t=e.filter(a);if(0===t.length||t.length===e.length)return t;let n=new Map(e.map(e=>[e.path,e])),r=new Set(e.flatMap(({path:e})=>ec(e))),s=new Map(e.map(e=>[e,ev(e,n,r).flatMap(e=>n.get(e)??[])])),o=new Map;for(let[e,a]of s)for(let t of a)o.set(t,[...o.get(t)??[],e]);let i=e_(t,e=>o.get(e)??[]),l=e_([...i],e=>s.get(e)??[]);return e.filter(e=>l.has(e))}function e_(e,a){let t=new Set(e);for(let e of t)for(let n of a(e))t.add(n);return t}var ef=/\b(?:from|import|require)\b\s{0,20}\(?\s{0,20}['"]([^'"\n]{1,300})['"]/g,ex=/^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+\(?([^#\n]{0,300})/gm,ey=/^[ \t]*import[ \t]+([^#\n]{1,300})/gm;function ev({path:e,language:a,text:t},n,r){return[...new Set([...new Set("javascript"===a?ek(t,ef).map(([,e=""])=>e):[...ek(t,ex).flatMap(([,e="",a=""])=>[e,...eb(a).map(a=>e.endsWith(".")?`${e}${a}`:`${e}.${a}`)]),...ek(t,ey).flatMap(([,e=""])=>eb(e))])].filter(e=>em(e,a,r)).slice(0,500).flatMap(t=>eu({program:{path:e},language:a},t,n)??[]))]}var ek=(e,a)=>[...e.matchAll(a)],eb=e=>e.split(",").flatMap(e=>/^[\s(]*([\w.]+)/.exec(e)?.[1]??[]),eC=[{runs:"code",paths:i(`
      eval vm.runInThisContext vm.runInNewContext vm.runInContext vm.Script vm.compileFunction
      vm.SourceTextModule vm2.VM().run vm2.NodeVM().run vm2.VMScript execScript requireFromString
      require-from-string safe-eval static-eval eval notevil @mdx-js/mdx.evaluate @mdx-js/mdx.run
      module._compile python-shell.PythonShell.runString sval.Sval().run Sval().run Bun.eval Babel.transform
    `),takes:[0]},{runs:"code",paths:["Function","AsyncFunction","GeneratorFunction","Object.getPrototypeOf().constructor"],takes:[0,1,2,3,-1]},{runs:"code",paths:["setTimeout","setInterval","setImmediate"],takes:[0],onlyText:!0},{runs:"code",paths:i(`
      ._compile .evaluateScript .executeScript .executeJavaScript .addScriptTag .runScript .sendText
      .evaluateOnNewDocument .addInitScript .insertAdjacentScript
    `),takes:[0],onlyText:!0},{runs:"code",paths:[".evaluate"],takes:[0],onlyText:!0,on:/(?:^|\.)(?:page|frame|browser|context|tab|worker|runtime|repl)\d*(?:\(\))?$/i},{runs:"code",paths:["Worker","worker_threads.Worker","SharedWorker","web-worker"],takes:[0],onlyText:!0,isProcess:!0},{runs:"command",paths:[".execCommand"],takes:[0],isProcess:!0},{runs:"module",paths:["import","require","importScripts","module.require","createRequire()","jiti()","register"],takes:[0]},{runs:"command",paths:i(`
      child_process.exec child_process.execSync child_process/promises.exec shelljs.exec shelljs
      execa.command execa.commandSync execa.execaCommand execa.execaCommandSync execa.$ execa.$() zx.$ $ bun.$ Bun.$
      node-cmd.run cross-spawn cross-spawn.sync ssh2.Client().exec node-pty.spawn child-process-promise.exec
      tinyexec.x tinyexec.exec @actions/exec.exec
    `),takes:[0],isCommand:!0,isProcess:!0},{runs:"command",paths:[...["spawn","spawnSync","execFile","execFileSync","fork"].map(e=>`child_process.${e}`),...i(`
        execa execa.execa execa.execaSync execa.sync execa.execaNode Bun.spawn Bun.spawnSync Deno.run
        Deno.Command node-pty.spawn
      `)],takes:[0,1],isCommand:!0,isProcess:!0},{runs:"query",paths:i(`
      .$queryRawUnsafe .$executeRawUnsafe .executeSql .queryRawUnsafe .raw .unsafe .runSql .executeQuery
      .query .execute .prepare .run .exec .rpcSql .runAndReadAll .queryRaw
    `),takes:[0],onDatabase:!0},{runs:"query",paths:[".rpc"],takes:[1],first:/^(?:\w{0,30}_)?(?:exec|execute|run|query|raw)_?(?:raw_?|dynamic_?)?(?:sql|query|statement)$/i},{runs:"query",paths:[".all",".get",".each"],takes:[0],on:/(?:^|\.|_)(?:db|database|sqlite3?|sql|duckdb|turso|d1|tx|trx|warehouse)\d*(?:\(\))?$/i,onDatabase:!0},{runs:"query",paths:i(`
      sqlite3.Database().all better-sqlite3().exec better-sqlite3().prepare pg.Pool().query
      pg.Client().query mysql2/promise.createConnection().query postgres().unsafe drizzle-orm.sql.raw
      sql.raw sql.unsafe knex().raw alasql @neondatabase/serverless.neon() @vercel/postgres.sql.query
      sequelize.literal kysely.sql.raw @prisma/client.PrismaClient().$queryRawUnsafe
      @prisma/client.PrismaClient().$executeRawUnsafe @prisma/client.Prisma.raw
    `),takes:[0]},{runs:"template",paths:i(`
      ejs.render ejs.compile pug.render pug.compile handlebars.compile nunjucks.renderString lodash.template
      _.template eta.render doT.template
    `),takes:[0]}],ew=[{runs:"code",paths:i(`
      exec eval execfile builtins.exec builtins.eval __builtins__.exec __builtins__.eval
      IPython.core.interactiveshell.InteractiveShell.instance().run_cell
    `),takes:[0]},{runs:"code",paths:[...i(`
        get_ipython().run_cell get_ipython().ex get_ipython().ev IPython.get_ipython().run_cell
        IPython.get_ipython().ex code.InteractiveInterpreter().runsource
        code.InteractiveInterpreter().runcode code.InteractiveConsole().push
        code.InteractiveConsole().runsource code.InteractiveConsole().runcode
        IPython.core.interactiveshell.InteractiveShell().run_cell timeit.timeit cProfile.run profile.run
        pdb.run trace.Trace().run doctest.run_docstring_examples js2py.eval_js numexpr.evaluate
        IPython.display.Javascript pandas.eval sympy.sympify sympy.parsing.sympy_parser.parse_expr sympy.parse_expr sympy.S
        langchain_experimental.utilities.PythonREPL().run
        langchain_experimental.utilities.python.PythonREPL().run langchain.utilities.PythonREPL().run
        langchain_community.utilities.PythonREPL().run langchain.python.PythonREPL().run
      `),...["run","invoke","_run","arun","ainvoke"].flatMap(e=>[`langchain_experimental.tools.PythonREPLTool().${e}`,`langchain_experimental.tools.PythonAstREPLTool().${e}`,`langchain_experimental.tools.python.tool.PythonREPLTool().${e}`,`langchain_experimental.tools.python.tool.PythonAstREPLTool().${e}`,`langchain.tools.python.tool.PythonREPLTool().${e}`]),"smolagents.local_python_executor.LocalPythonExecutor()","smolagents.LocalPythonExecutor()","smolagents.local_python_executor.evaluate_python_code"],takes:[0,"source","code","query"]},{runs:"code",paths:["types.FunctionType","ctypes.CDLL"],takes:[0]},{runs:"code",paths:i(`
      asteval.Interpreter() asteval.Interpreter().eval simpleeval.simple_eval simpleeval.SimpleEval().eval
      simpleeval.EvalWithCompoundTypes().eval py_mini_racer.MiniRacer().eval
    `),takes:[0,"expr"],sandbox:"an interpreter of a part of the language"},{runs:"code",paths:[".eval"],takes:[0,"expr"],on:/(?:^|\.|_)(?:df|frame|data_?frame|data|table|pd|sdf|interpreter|aeval|repl|shell)\d*(?:\(\))?$/i},{runs:"code",paths:[".query"],takes:[0,"expr"],on:/(?:^|\.|_)(?:df|frame|data_?frame)\d*(?:\(\))?$/i},{runs:"code",paths:[".run_cell",".runsource",".runcode",".exec_code",".execute_code",".run_python"],takes:[0,"raw_cell","code","source"]},{runs:"code",paths:[".execute_script",".execute_async_script",".add_script_tag",".add_init_script"],takes:[0,"script","content"],isProcess:!0,inPage:!0},{runs:"code",paths:[".execute_cdp_cmd"],takes:[1,"cmd_args"],first:/^(?:Runtime\.(?:evaluate|compileScript|callFunctionOn)|Page\.addScriptToEvaluateOnNewDocument)$/,isProcess:!0,inPage:!0},{runs:"code",paths:[".evaluate",".evaluate_handle",".evaluate_async"],takes:[0,"expression"],on:/(?:^|\.|_)(?:page|frame|browser|context|tab|driver)\d*(?:\(\))?$/i,isProcess:!0,inPage:!0},{runs:"command",paths:i(`
      os.system os.popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput
      asyncio.create_subprocess_shell pty.spawn get_ipython().system IPython.get_ipython().system
      IPython.get_ipython().getoutput get_ipython().getoutput get_ipython().run_line_magic
      get_ipython().run_cell_magic asyncio.subprocess.create_subprocess_shell popen2.popen2 sh pexpect.spawn
      pexpect.run invoke.run fabric.Connection().run fabric.Connection().local
    `),takes:[0,1,"cmd","command"],isProcess:!0},{runs:"command",paths:[...["run","call","check_call","check_output","Popen"].map(e=>`subprocess.${e}`),...i(`
        asyncio.create_subprocess_exec asyncio.subprocess.create_subprocess_exec trio.run_process
        anyio.run_process plumbum.local sh.Command
      `)],takes:[0,"args"],isCommand:!0,isProcess:!0},{runs:"command",paths:[...["execv","execve","execvp","execl","execlp","execle","posix_spawn","posix_spawnp","startfile"].map(e=>`os.${e}`),...["spawnl","spawnlp","spawnv","spawnvp"].map(e=>`os.${e}`)],takes:[0,1,2],isCommand:!0,isProcess:!0},{runs:"command",paths:[".exec_command"],takes:[0,"command"],isProcess:!0},{runs:"code",paths:i(`
      jupyter_client.KernelManager().client().execute jupyter_client.BlockingKernelClient().execute
      jupyter_client.manager.KernelManager().client().execute jupyter_client.blocking.BlockingKernelClient().execute
    `),takes:[0,"code"],isProcess:!0},{runs:"code",paths:[".execute_interactive"],takes:[0,"code"],isProcess:!0},{runs:"query",paths:[".run"],takes:[0,"query"],on:/(?:^|\.|_)(?:session|tx|transaction|driver|graph|neo4j)\d*(?:\(\))?$/i,onDatabase:!0},{runs:"module",paths:i(`
      runpy.run_path runpy.run_module importlib.import_module __import__
      importlib.util.spec_from_file_location importlib.machinery.SourceFileLoader imp.load_source
      importlib.__import__
    `),takes:[0,1,"path_name","mod_name","name","location","path"]},{runs:"object",paths:[...["pickle","cPickle","dill","cloudpickle","_pickle","marshal","joblib","shelve","pandas"].flatMap(e=>[`${e}.loads`,`${e}.load`]),...i(`
        pickle.Unpickler jsonpickle.decode jsonpickle.loads yaml.unsafe_load yaml.full_load
        pandas.read_pickle torch.load
      `)],takes:[0]},{runs:"query",paths:i(`
      .execute .executescript .executemany .exec_driver_sql .read_sql .read_sql_query .run_sql .fetch_all
      .fetchrow .fetchval .executesql .query_df .raw .sql .run_query .execute_sql
    `),takes:[0,"sql","statement","query","operation"],onDatabase:!0},{runs:"query",paths:[".query",".run",".fetch"],takes:[0,"sql","query","command"],onDatabase:!0},{runs:"query",paths:i(`
      pandas.read_sql pandas.read_sql_query polars.read_database duckdb.sql duckdb.query duckdb.execute
      pandasql.sqldf sqlite3.connect().execute sqlite3.connect().executescript
      google.cloud.bigquery.Client().query google.cloud.bigquery.Client().query_and_wait
      psycopg2.connect().cursor().execute langchain_community.utilities.SQLDatabase.from_uri().run
      langchain_community.utilities.sql_database.SQLDatabase.from_uri().run
      langchain.SQLDatabase.from_uri().run sqlalchemy.create_engine().execute
      django.db.connection.cursor().execute
    `),takes:[0,"sql","query","command"]},{runs:"query",paths:["langchain_community.tools","langchain_community.tools.sql_database.tool"].flatMap(e=>["QuerySQLDataBaseTool()","QuerySQLDatabaseTool()"].flatMap(a=>["",".run",".invoke",".ainvoke"].map(t=>`${e}.${a}${t}`))),takes:[0]},{runs:"template",paths:i(`
      jinja2.Template jinja2.Environment().from_string jinja2.environment.Template mako.template.Template
      flask.render_template_string Template().render
    `),takes:[0,"source","text"]}];export{o as a,i as b,eC as c,ew as d,v as e,M as f,$ as g,T as h,R as i,D as j,F as k,V as l,J as m,Z as n,X as o,ee as p,et as q,ei as r,ec as s,em as t,eu as u,eg as v,eh as w,ev as x};
