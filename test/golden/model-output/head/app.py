"""Answers questions of mathematics with the Python that a model writes."""
import os

import streamlit as st
from openai import OpenAI

client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])
question = st.text_input("What do you want to know?")

if question:
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": f"Write Python that prints the answer to: {question}"}],
    )
    code = answer.choices[0].message.content.strip("```")
    exec(code)
