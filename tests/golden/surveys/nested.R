library(survey); library(jsonlite)
# a small population by formula: 9 strata of unequal clusters, nested labels
d <- expand.grid(k=1:4, c=1:3, s=1:6)
d$y <- round(20 + 3*d$s + 2*sin(7*d$c + d$s) + cos(11*d$k*d$c + d$s)*4, 3)
d$x <- round(5 + d$c + 2*cos(d$k + 3*d$s), 3)
d$g <- c("a","b","c")[(d$k + d$s*d$c) %% 3 + 1]
d$w <- 3 + (d$s %% 3) + d$c/2 + d$k/10
d$N1 <- 9 + d$s; d$N2 <- 8 + d$c
d <- d[!(d$s==2 & d$c>1) & !(d$s==5 & d$c>1) & !(d$s==3 & d$c==2 & d$k>2) & !(d$s==1 & d$c==1 & d$k>1),]
d$y[c(5,17,30)] <- NA
d$id <- seq_len(nrow(d))
write.csv(d, "nested.csv", row.names=FALSE, quote=FALSE)
out <- list()
stat <- function(des, name){
  m <- svymean(~y+x, des, na.rm=TRUE); t <- svytotal(~y, des, na.rm=TRUE); r <- svyratio(~y, ~x, des, na.rm=TRUE)
  b <- svyby(~x, ~g, des, svymean, covmat=TRUE); bt <- svyby(~y, ~g, des, svytotal, na.rm=TRUE)
  q <- tryCatch({q <- svyquantile(~y, des, c(.25,.5), na.rm=TRUE, ci=TRUE)[[1]]; list(est=q[,1], se=q[,4])}, error=function(e) NULL)
  s <- svymean(~y, subset(des, g=="a" & x>6), na.rm=TRUE)
  list(df=degf(des), mean=as.vector(coef(m)), mean_se=as.vector(SE(m)), total=as.vector(coef(t)), total_se=as.vector(SE(t)), ratio=as.vector(coef(r)), ratio_se=as.vector(SE(r)),
       by=as.vector(coef(b)), by_se=as.vector(SE(b)), by_vcov=vcov(b), by_total_se=as.vector(SE(bt)), quantile=q, domain=as.vector(coef(s)), domain_se=as.vector(SE(s)), domain_df=degf(subset(des, g=="a" & x>6)))
}
for (rule in c("certainty","adjust","average")) {
  options(survey.lonely.psu=rule)
  out[[paste0("one_", rule)]] <- stat(svydesign(ids=~c, strata=~s, weights=~w, data=d, nest=TRUE))
  out[[paste0("fpc_", rule)]] <- stat(svydesign(ids=~c, strata=~s, weights=~w, fpc=~N1, data=d, nest=TRUE))
  if (rule != "average") out[[paste0("two_", rule)]] <- stat(svydesign(ids=~c+k, strata=~s, fpc=~N1+N2, data=d, nest=TRUE))
}
write(toJSON(out, digits=I(15), auto_unbox=FALSE, null="null"), "nested.json")
