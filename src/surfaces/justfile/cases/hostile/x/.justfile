a := "
b := "x" + y
  {{never
	@@-npm i {{a}}}}
 c \
