'a `(b ,c ,@d) #;(gone) x #| #| nested |# |# ; line
#!fold-case ABC #!no-fold-case ABC