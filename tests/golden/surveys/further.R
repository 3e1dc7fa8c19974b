# Quantile rules, domains with averaged lonely strata, and replicate weights on nested.csv (survey 4.1-1).
library(survey); library(jsonlite)
d <- read.csv("nested.csv"); v <- function(o) list(est=as.vector(coef(o)), se=as.vector(SE(o)))
q <- function(q) list(est=q[,1], low=q[,2], high=q[,3], se=q[,4]); out <- list()
options(survey.lonely.psu="average")
des <- svydesign(ids=~c, strata=~s, weights=~w, data=d, nest=TRUE)
for (rule in c("hf2","hf3","hf4","hf5","hf6","hf9")) out[[rule]] <- q(svyquantile(~y, des, c(.271,.5,.77), na.rm=TRUE, qrule=rule)$y)
for (it in c("beta","xlogit","asin")) out[[it]] <- q(svyquantile(~y, des, c(.271,.5,.77), na.rm=TRUE, interval.type=it)$y)
part <- subset(des, s>3); out$average_mean <- v(svymean(~y, part, na.rm=TRUE)); out$average_by <- v(svyby(~y, ~g, part, svytotal, na.rm=TRUE))
options(survey.lonely.psu="fail")
two <- d[ave(d$c, d$s, FUN=max)>1 & d$c<3,]; base <- svydesign(ids=~c, strata=~s, weights=~w, data=two, nest=TRUE)
for (type in c("BRR","Fay","JKn")) { r <- as.svrepdesign(base, type=type, fay.rho=if (type=="Fay") .3 else 0)
  out[[type]] <- list(weights=weights(r, type="analysis"), rscales=r$rscales, df=degf(r), var=v(svyvar(~x, r)), quantile=q(svyquantile(~y, r, .5, na.rm=TRUE)$y),
    by=v(svyby(~x, ~g, r, svymean)), sub=v(svyratio(~y, ~x, subset(r, x>5), na.rm=TRUE))) }
write(toJSON(out, digits=I(15), auto_unbox=TRUE), "further.json")
