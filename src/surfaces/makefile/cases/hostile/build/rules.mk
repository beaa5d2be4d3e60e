A = $(B
B = $(A)
x:
	$($($($(
	$
	echo $$
	last \
