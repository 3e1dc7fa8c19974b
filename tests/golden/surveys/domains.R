# Domains of a two-stage design: quantiles, intervals, design effects (survey 4.1-1).
library(survey); library(jsonlite); options(survey.lonely.psu="adjust")
d <- read.csv("nested.csv")
des <- svydesign(ids=~c+k, strata=~s, fpc=~N1+N2, data=d, nest=TRUE)
a <- subset(des, g=="a"); b <- subset(des, g=="b")
q <- svyquantile(~y, a, c(.3,.6), na.rm=TRUE)$y
p <- svyciprop(~I(g=="a"), subset(des, x>5), method="xlogit")
m <- svymean(~x, b, deff=TRUE); t <- svytotal(~x, b, deff=TRUE)
out <- list(quantile=list(est=q[,1], low=q[,2], high=q[,3], se=q[,4]), share=as.vector(coef(p)), share_ci=as.vector(attr(p,"ci")),
  mean_deff=as.vector(deff(m)), total_deff=as.vector(deff(t)), total_deff_replace=as.vector(deff(svytotal(~y, des, na.rm=TRUE, deff="replace"))),
  ratio_ci=as.vector(confint(svyratio(~y, ~x, b, na.rm=TRUE), df=degf(b))), variance=as.vector(svyvar(~x, b)), variance_se=as.vector(SE(svyvar(~x, b))))
write(toJSON(out, digits=I(15), auto_unbox=TRUE), "domains.json")
