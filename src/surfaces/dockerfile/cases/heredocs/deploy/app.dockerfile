FROM alpine:3.20
RUN <<EOF
pip install one
  npm install two
EOF
RUN bash <<-"SCRIPT" -e
	uv add three
	SCRIPT
COPY <<FILE /app/run.sh
pip install not-run-here
FILE
RUN <<EOT
#!/usr/bin/env python3
print("pip install no")
EOT
RUN echo "a <<EOF" && pip install four
