package dev.meerkat.spring;

import dev.meerkat.Meerkat;
import dev.meerkat.proxy.CallOptions;
import dev.meerkat.proxy.CallScopes;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;

/** Makes the calls of annotated methods in their scope. What the annotations say holds for all that the call reads in its thread. */
final class CallAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private static final long serialVersionUID = 1;

    private final transient CallAnnotations annotations;

    CallAdvisor(ObjectProvider<Meerkat> meerkat) {
        annotations = new CallAnnotations();
        setAdvice((MethodInterceptor) call -> proceed(call, meerkat));
        setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
    }

    @Override
    public boolean matches(Method method, Class<?> type) {
        return !method.getDeclaringClass().equals(Object.class) && annotations.of(method, type) != null;
    }

    private @Nullable Object proceed(MethodInvocation call, ObjectProvider<Meerkat> meerkat) throws Throwable {
        Object self = call.getThis();
        CallOptions options = annotations.of(
                call.getMethod(), self == null ? call.getMethod().getDeclaringClass() : AopUtils.getTargetClass(self));
        if (options == null) {
            return call.proceed();
        }
        try (CallScopes.Scope scope = meerkat.getObject().scope(options)) {
            return call.proceed();
        }
    }
}
