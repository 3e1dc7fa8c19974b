# Inequality and Oaxaca as nonlinear functions of totals: R survey differentiates the formulas symbolically.
library(survey); library(jsonlite); options(survey.lonely.psu="adjust")
d <- read.csv("nested.csv"); d <- d[!is.na(d$y), ]; d$f <- as.integer(d$k > 2)
for (v in c("a","b","c")) { d[[paste0("n", v)]] <- as.integer(d$g == v); d[[paste0("y", v)]] <- d$y * (d$g == v) }
for (v in 0:1) { i <- d$f == v
  d[[paste0("m", v)]] <- as.integer(i); d[[paste0("u", v)]] <- d$y*i; d[[paste0("v", v)]] <- d$x*i
  d[[paste0("p", v)]] <- d$x*d$y*i; d[[paste0("q", v)]] <- d$x^2*i }
d$one <- 1; d$ly <- log(d$y); d$yly <- d$y*log(d$y); d$yy <- d$y^2
des <- svydesign(ids=~c, strata=~s, weights=~w, data=d, nest=TRUE)
t <- svytotal(~one+y+ly+yly+yy+na+nb+nc+ya+yb+yc+m0+m1+u0+u1+v0+v1+p0+p1+q0+q1, des)
b1 <- "((m1*p1-v1*u1)/(m1*q1-v1^2))"; b0 <- "((m0*p0-v0*u0)/(m0*q0-v0^2))"
a1 <- paste0("(u1/m1-", b1, "*v1/m1)"); a0 <- paste0("(u0/m0-", b0, "*v0/m0)")
formulas <- c(theil="yly/y - log(y/one)", ge0="log(y/one) - ly/one",
  theil_between="(ya*log(ya/na)+yb*log(yb/nb)+yc*log(yc/nc))/y - log(y/one)",
  ge0_between="log(y/one) - (na*log(ya/na)+nb*log(yb/nb)+nc*log(yc/nc))/one",
  variance_share="(ya^2/na+yb^2/nb+yc^2/nc-y^2/one)/(yy-y^2/one)",
  difference="u1/m1-u0/m0",
  endowments=paste0("(v1/m1-v0/m0)*", b0), coefficients=paste0(a1, "-", a0, "+v0/m0*(", b1, "-", b0, ")"),
  interaction=paste0("(v1/m1-v0/m0)*(", b1, "-", b0, ")"), explained_by_first=paste0("(v1/m1-v0/m0)*", b1),
  unexplained_by_second=paste0(a1, "-", a0, "+v1/m1*(", b1, "-", b0, ")"))
out <- lapply(formulas, function(f) { c <- svycontrast(t, parse(text=f)[[1]]); list(est=as.vector(coef(c)), se=as.vector(SE(c))) })
write(toJSON(out, digits=I(15), auto_unbox=TRUE), "inequality.json")
