"""Answers questions about mathematics: a model chooses an operation and its numbers, and the app computes."""

import json
import math

import streamlit as st
from openai import OpenAI

client = OpenAI()

OPERATIONS = {
    "add": lambda a, b: a + b,
    "multiply": lambda a, b: a * b,
    "power": lambda a, b: a**b if abs(b) <= 1000 else math.inf,
    "binomial": lambda a, b: math.comb(int(a), int(b)) if a <= 10_000 else math.inf,
}

PROMPT = (
    "Answer with JSON: an operation out of " + ", ".join(OPERATIONS) + " as `operation`, and its numbers as `a` and `b`."
)


def choose(question: str) -> tuple[str, float, float]:
    completion = client.chat.completions.create(
        model="gpt-4o-mini",
        response_format={"type": "json_object"},
        messages=[{"role": "system", "content": PROMPT}, {"role": "user", "content": question}],
    )
    chosen = json.loads(completion.choices[0].message.content or "{}")
    return str(chosen.get("operation")), float(chosen.get("a", 0)), float(chosen.get("b", 0))


st.title("MathGPT")
question = st.text_input("What do you want to know?", "How many ways are there to choose 3 of 10?")

if st.button("Answer"):
    operation, a, b = choose(question)
    if operation in OPERATIONS:
        st.success(OPERATIONS[operation](a, b))
    else:
        st.warning("That cannot be computed here.")
