function F(){}; throw new F()
