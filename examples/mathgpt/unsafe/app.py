"""Answers questions about mathematics: a model writes Python, and the app runs it. Do not use it."""

import os

import streamlit as st
from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])

PROMPT = "Write Python that computes the answer and assigns it to `result`. Only code."


def write_code(question: str) -> str:
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": question}],
    )
    text = completion.choices[0].message.content or ""
    return text.strip().removeprefix("```python").removesuffix("```")


st.title("MathGPT")
question = st.text_input("What do you want to know?", "What is the 40th Fibonacci number?")

if st.button("Answer"):
    code = write_code(question)
    st.code(code, language="python")
    names = {}
    exec(code, names)
    st.success(names.get("result"))
