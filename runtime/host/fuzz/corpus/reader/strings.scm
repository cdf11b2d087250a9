"a\n\x3bb;\"\\ \  
  b" "λ😀" |odd \x41; name| ||